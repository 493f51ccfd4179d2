import type { ThemeRegistration } from "shiki/core";

/** What a piece of code is, as far as its colour goes. */
export type TokenKind = "keyword" | "function" | "string" | "constant" | "comment";

// Shiki hands colours back, and ours are CSS variables that follow the theme: each kind travels as a colour of its own.
const colours: Record<TokenKind, string> = {
  keyword: "#000001",
  function: "#000002",
  string: "#000003",
  constant: "#000004",
  comment: "#000005",
};
const PLAIN = "#000000";

const kindByColour = new Map<string, TokenKind>([
  [colours.keyword, "keyword"],
  [colours.function, "function"],
  [colours.string, "string"],
  [colours.constant, "constant"],
  [colours.comment, "comment"],
]);

/** The kind behind a colour of the theme; undefined for plain text. */
export function kindOfColour(colour: string | undefined): TokenKind | undefined {
  return colour === undefined ? undefined : kindByColour.get(colour.toLowerCase());
}

export const THEME_NAME = "carrel";

// Few colours on purpose: names of types, properties and variables stay plain, so that what is coloured stands out.
const scopes: readonly [TokenKind | "plain", string][] = [
  ["comment", "comment, punctuation.definition.comment, string.comment, markup.quote"],
  ["string", "string, punctuation.definition.string, markup.inserted, markup.inline.raw, markup.fenced_code"],
  ["string", "constant.character, string.regexp, support.constant.property-value, markup.underline.link"],
  ["constant", "constant.numeric, constant.language, constant.other.color, keyword.other.unit"],
  [
    "constant",
    "markup.deleted, variable.other.enummember, constant.character.escape, punctuation.definition.list",
  ],
  ["keyword", "keyword, storage, variable.language, entity.name.tag, entity.name.section.group-title"],
  ["keyword", "punctuation.definition.template-expression, markup.list punctuation.definition.list"],
  ["plain", "keyword.operator, storage.type.function.arrow punctuation, meta.template.expression"],
  [
    "keyword",
    "keyword.operator.new, keyword.operator.expression, keyword.operator.logical.python, keyword.operator.word",
  ],
  ["function", "entity.name.function, support.function, entity.other.attribute-name, markup.heading"],
  ["function", "support.type.property-name, entity.other.attribute-name, meta.diff.header, meta.diff.range"],
];

export const theme: ThemeRegistration = {
  name: THEME_NAME,
  type: "light",
  colors: { "editor.foreground": PLAIN, "editor.background": "#ffffff" },
  settings: [
    { settings: { foreground: PLAIN, background: "#ffffff" } },
    ...scopes.map(([kind, scope]) => ({
      scope: scope.split(", "),
      settings: { foreground: kind === "plain" ? PLAIN : colours[kind] },
    })),
  ],
};
