import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const everywhere = ["background", "panel", "sidebar", "code"];

/** Which text is drawn on which grounds. Faint text is never drawn on a tint or on a hovered row. */
const grounds: Record<string, string[]> = {
  text: [...everywhere, "hover", "mark", "mark-line", "tint", "warning-tint", "danger-tint"],
  quiet: [...everywhere, "hover", "mark-line"],
  faint: everywhere,
  accent: [...everywhere, "hover"],
  "on-accent": ["accent", "accent-hover"],
  "tint-text": ["tint", ...everywhere],
  "warning-text": ["warning-tint", ...everywhere],
  danger: [...everywhere, "hover", "danger-tint"],
  "on-danger": ["danger", "danger-hover"],
  "syntax-keyword": ["code", "panel", "mark-line"],
  "syntax-function": ["code", "panel", "mark-line"],
  "syntax-string": ["code", "panel", "mark-line"],
  "syntax-constant": ["code", "panel", "mark-line"],
  "syntax-comment": ["code", "panel", "mark-line"],
};

const css = readFileSync(new URL("../globals.css", import.meta.url), "utf8");

for (const [theme, selector] of [
  ["light", ":root"],
  ["dark", ".dark"],
] as const) {
  const tokens = readTokens(selector);

  for (const [text, surfaces] of Object.entries(grounds)) {
    test(`${text} reads at 4.5:1 on all it is drawn on in the ${theme} theme`, () => {
      for (const surface of surfaces) {
        const ratio = contrast(token(tokens, text), token(tokens, surface));
        expect(ratio, `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    });
  }

  test(`the edge of a checkbox or switch stands out at 3:1 in the ${theme} theme`, () => {
    for (const surface of everywhere) {
      const ratio = contrast(token(tokens, "control"), token(tokens, surface));
      expect(ratio, `control on ${surface}`).toBeGreaterThanOrEqual(3);
    }
  });
}

function readTokens(selector: string): Map<string, string> {
  const start = css.indexOf(`\n${selector} {`);
  const block = css.slice(start, css.indexOf("\n}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

function token(tokens: Map<string, string>, name: string): string {
  const hex = tokens.get(name);
  if (hex === undefined) throw new Error(`globals.css has no six-digit colour --${name}`);
  return hex;
}

/** The contrast ratio of WCAG 2.2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
