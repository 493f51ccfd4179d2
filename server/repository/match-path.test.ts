import fc from "fast-check";
import { expect, test } from "vitest";
import { matchPath, roughScore, typedPath } from "./match-path";

const paths = [
  "README.md",
  "app/(app)/search/search-box.tsx",
  "app/_ui/search-input.tsx",
  "server/search/router.ts",
  "server/repository/router.ts",
  "server/router.ts",
  "server/trpc/init.ts",
  "src/delivery/policy.ts",
  "src/delivery/backoff.test.ts",
  "src/delivery/backoff.ts",
  "src/FileTreeView.tsx",
  "src/fixtures/tv/forest.ts",
  "tests/e2e/search.spec.ts",
];

const best = (text: string) =>
  paths
    .flatMap((path) => {
      const match = matchPath(path, typedPath(text));
      return match ? [{ path, ...match }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ path }) => path);

test.each([
  ["backoff", "src/delivery/backoff.ts"],
  ["backoff.t", "src/delivery/backoff.ts"],
  ["backtest", "src/delivery/backoff.test.ts"],
  ["delpol", "src/delivery/policy.ts"],
  ["ftv", "src/FileTreeView.tsx"],
  ["FTV", "src/FileTreeView.tsx"],
  ["router", "server/router.ts"],
  ["searchrouter", "server/search/router.ts"],
  ["search/r", "server/search/router.ts"],
  ["sbox", "app/(app)/search/search-box.tsx"],
  ["si.tsx", "app/_ui/search-input.tsx"],
  ["readme", "README.md"],
  ["search spec", "tests/e2e/search.spec.ts"],
  ["src\\delivery\\pol", "src/delivery/policy.ts"],
])("%s means %s first", (text, expected) => {
  expect(best(text)[0]).toBe(expected);
});

test("characters in another order are no match", () => {
  expect(matchPath("src/a.ts", "st.a")).toBeUndefined();
  expect(roughScore("src/a.ts", "st.a")).toBe(0);
});

test("the marked characters are the typed ones, where they make one piece", () => {
  expect(matchPath("src/back/backoff.ts", "backoff")?.positions).toEqual([9, 10, 11, 12, 13, 14, 15]);
  expect(matchPath("src/FileTreeView.tsx", "ftv")?.positions).toEqual([4, 8, 12]);
});

const segment = fc.stringMatching(/^[abcAB_.1-]{1,8}$/);
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));

test("both scores agree on what matches, and what is marked spells what was typed", () => {
  fc.assert(
    fc.property(path, fc.stringMatching(/^[abc_.1/-]{1,6}$/), (text, typed) => {
      let last = -1;
      const holds = [...typed].every((character) => {
        last = text.toLowerCase().indexOf(character, last + 1);
        return last >= 0;
      });
      const match = matchPath(text, typed);
      expect(match !== undefined).toBe(holds);
      expect(roughScore(text, typed) > 0).toBe(holds);
      if (match) expect(match.positions.map((at) => text.toLowerCase()[at]).join("")).toBe(typed);
    }),
    { numRuns: 1_000 },
  );
});
