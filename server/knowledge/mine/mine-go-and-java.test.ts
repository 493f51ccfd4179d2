import { expect, test } from "vitest";
import { mineTree } from "@/tests/support/mined-files";

test("a Go package is read category by category", async () => {
  const { keys } = await mineTree({
    Makefile: "test:\n\tgo test -cover ./...\n",
    "cart.go": "package shop\n\nfunc Total(prices []int) int { return 0 }\n",
    "ship.go": "package shop\n\ntype Parcel struct{}\n",
    "testdata/orders.json": "[]\n",
    "cart_test.go": [
      "package shop",
      "",
      'import (\n\t"net/http"\n\t"net/http/httptest"\n\t"testing"\n)',
      "",
      "func checkTotal(t *testing.T, got, want int) {",
      "\tif got != want {",
      '\t\tt.Errorf("got %d", got)',
      "\t}",
      "}",
      "",
      "func TestTotal(t *testing.T) {",
      "\tcases := []struct{ in []int; want int }{{nil, 0}, {[]int{1}, 1}}",
      "\tfor _, tc := range cases {",
      '\t\tt.Run("x", func(t *testing.T) { checkTotal(t, Total(tc.in), tc.want) })',
      "\t}",
      '\treq, _ := http.NewRequest("GET", "http://example.com/orders", nil)',
      "\thttptest.NewRecorder()",
      "\t_ = req",
      "\tt.Cleanup(func() {})",
      "}",
      "",
      "func BenchmarkTotal(b *testing.B) {}",
    ].join("\n"),
  });
  expect(keys("framework")).toEqual(["run: go test", "testing"]);
  expect(keys("patterns")).toEqual([
    ...["benchmarks", "beside the source", "http requests", "subtests", "table-driven"],
  ]);
  expect(keys("mocks")).toEqual(["httptest.NewRecorder"]);
  expect(keys("fixtures")).toEqual(["testdata"]);
  expect(keys("routes")).toEqual(["GET /orders"]);
  expect(keys("assertions")).toEqual(["t.Errorf"]);
  expect(keys("hooks")).toEqual(["t.Cleanup"]);
  expect(keys("utilities")).toEqual(["checkTotal"]);
  expect(keys("coverage")).toEqual(["go -cover"]);
  expect(keys("gaps")).toEqual(["ship.go"]);
});

test("a Java package is read category by category", async () => {
  const { keys } = await mineTree({
    "pom.xml":
      "<project><artifactId>junit-jupiter</artifactId><artifactId>jacoco-maven-plugin</artifactId></project>",
    "src/main/java/shop/Cart.java": "package shop;\nclass Cart { int total() { return 0; } }\n",
    "src/main/java/shop/Parcel.java": "package shop;\nclass Parcel {}\n",
    "src/test/resources/orders.csv": "a,b\n",
    "src/test/java/shop/CartTest.java": [
      "package shop;",
      "import org.junit.jupiter.api.BeforeEach;",
      "import org.junit.jupiter.api.Disabled;",
      "import org.junit.jupiter.api.Test;",
      "import org.mockito.Mockito;",
      "import static org.junit.jupiter.api.Assertions.assertEquals;",
      "import static org.junit.jupiter.api.Assertions.assertThrows;",
      "class CartTest {",
      "  @BeforeEach void fill() {}",
      "  private Cart filled() { return Mockito.mock(Cart.class); }",
      "  @Test void totals() { assertEquals(0, filled().total()); }",
      "  @Test void refuses() { assertThrows(RuntimeException.class, () -> filled()); }",
      '  @Disabled("slow") @Test void slow() {}',
      "}",
    ].join("\n"),
  });
  expect(keys("framework")).toEqual(["junit5", "run: maven"]);
  expect(keys("patterns")).toEqual(["expected failures", "in a test folder"]);
  expect(keys("mocks")).toEqual(["Mockito.mock"]);
  expect(keys("fixtures")).toEqual(["src/test/resources"]);
  expect(keys("assertions")).toEqual(["assertEquals", "assertThrows"]);
  expect(keys("hooks")).toEqual(["@BeforeEach"]);
  expect(keys("utilities")).toEqual(["filled"]);
  expect(keys("coverage")).toEqual(["jacoco"]);
  expect(keys("gaps")).toEqual(["src/main/java/shop/Parcel.java"]);
  expect(keys("improvements")).toEqual(["skipped src/test/java/shop/CartTest.java"]);
});
