import { expect, test } from "vitest";
import { mineTree } from "@/tests/support/mined-files";

test("a pytest suite is read category by category", async () => {
  const { keys } = await mineTree({
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "--cov=shop"\n',
    "shop/cart.py": "def total(items):\n    return sum(items)\n",
    "shop/ship.py": "def ship():\n    pass\n",
    "tests/data/orders.json": "[]\n",
    "tests/conftest.py": "import pytest\n\n@pytest.fixture(autouse=True)\ndef clock():\n    return 1\n",
    "tests/test_cart.py": [
      "import pytest",
      "from unittest import mock",
      "from shop.cart import total",
      "",
      "def filled(n):",
      "    return [n]",
      "",
      '@pytest.mark.parametrize("n", [1, 2])',
      "def test_total(n, monkeypatch):",
      '    monkeypatch.setattr("a.b", 1)',
      '    with mock.patch("shop.cart.total"):',
      "        assert total(filled(n)) == n",
      "    with pytest.raises(TypeError):",
      "        total(None)",
      "",
      '@pytest.mark.skip(reason="slow")',
      "async def test_slow(client):",
      '    client.post("/orders", json={})',
    ].join("\n"),
  });
  expect(keys("framework")).toEqual(["pytest", "run: pytest"]);
  expect(keys("patterns")).toEqual([
    ...["async tests", "expected failures", "http requests", "in a test folder", "table-driven"],
  ]);
  expect(keys("mocks")).toEqual(["mock.patch", "monkeypatch.setattr"]);
  expect(keys("fixtures")).toEqual(["clock", "tests/data"]);
  expect(keys("routes")).toEqual(["POST /orders"]);
  expect(keys("assertions")).toEqual(["assert", "raises"]);
  expect(keys("hooks")).toEqual(["autouse fixture"]);
  expect(keys("utilities")).toEqual(["filled"]);
  expect(keys("coverage")).toEqual(["pytest-cov"]);
  expect(keys("gaps")).toEqual(["shop/ship.py"]);
  expect(keys("improvements")).toEqual(["skipped tests/test_cart.py"]);
});

test("a TestCase is unittest, its own assertion methods are helpers, and its hooks are named", async () => {
  const { keys } = await mineTree({
    "shop/cart.py": "class Cart:\n    pass\n",
    "shop/tests.py": [
      "import unittest",
      "from shop.cart import Cart",
      "",
      "class CartTest(unittest.TestCase):",
      "    def setUp(self):",
      "        self.cart = Cart()",
      "",
      "    def assertEmpty(self, cart):",
      "        self.assertEqual(cart, None)",
      "",
      "    def test_empty(self):",
      "        self.assertEmpty(self.cart)",
      "        with self.assertRaises(ValueError):",
      "            Cart(1)",
    ].join("\n"),
  });
  expect(keys("framework")).toEqual(["unittest"]);
  expect(keys("assertions")).toEqual(["assertEqual", "assertRaises"]);
  expect(keys("utilities")).toEqual(["assertEmpty"]);
  expect(keys("hooks")).toEqual(["setUp"]);
  expect(keys("patterns")).toEqual(["beside the source", "expected failures"]);
  expect(keys("improvements")).toEqual(["no coverage tool", "no test command"]);
});

test("a session in a docstring is a doctest, and data that a test names by its path is a fixture", async () => {
  const { keys } = await mineTree({
    "shop/cart.py": "def total():\n    return 1\n",
    "shop/tests.py": '"""\n>>> from shop.cart import total\n>>> total()\n1\n"""\n',
    "samples/orders.csv": "a,b\n",
    "tests/test_orders.py": "import pytest\n\ndef test_read():\n    assert open('samples/orders.csv')\n",
  });
  expect(keys("framework")).toEqual(["doctest", "pytest"]);
  expect(keys("fixtures")).toEqual(["samples"]);
});
