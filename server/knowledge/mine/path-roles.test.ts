import { expect, test } from "vitest";
import { isConfiguration, isDataPath, isModulePath, isTestPath, subjectOf } from "./path-roles.ts";

test.each([
  ["src/cart.test.ts", true],
  ["src/__tests__/cart.ts", true],
  ["test.js", true],
  ["shop/test_cart.py", true],
  ["shop/tests.py", true],
  ["cart_test.go", true],
  ["src/test/java/CartTest.java", true],
  ["src/latest.ts", false],
  ["src/contest/entry.py", false],
  ["src/attestation.go", false],
])("%s is test code: %s", (path, isTest) => expect(isTestPath(path)).toBe(isTest));

test.each([
  ["src/cart.ts", true],
  ["src/cart.d.ts", false],
  ["rollup.config.js", false],
  ["setup.py", false],
  ["examples/example.js", false],
  ["_example/main.go", false],
  ["src/cart.test.ts", false],
])("%s is a module: %s", (path, isModule) => expect(isModulePath(path)).toBe(isModule));

test("a test's name says what it is about", () => {
  const about = [
    "src/Cart.test.tsx",
    "test_cart.py",
    "cart_test.go",
    "CartTest.java",
    "TestCart.java",
    "cart.py",
  ];
  expect(about.map(subjectOf)).toEqual(about.map(() => "cart"));
});

test("data is no configuration", () => {
  expect(["tests/a.json", "tests/.eslintrc.yml", "tests/tsconfig.json"].map(isDataPath)).toEqual([
    true,
    false,
    false,
  ]);
  expect([".github/workflows/ci.yml", "tox.ini", "docs/ci.yml"].map(isConfiguration)).toEqual([
    true,
    true,
    false,
  ]);
});
