import { expect, test } from "vitest";
import { nameShare, takeQuestions } from "./doc-questions";

const take = (source: string, isTaken = (_: string) => false) => takeQuestions(source, isTaken);
const names = (source: string) => take(source).questions.map((one) => one.name);

test("the first sentence asks, the comment is gone, and the place is that of the function", () => {
  const source =
    "const a = 1;\n\n/**\n * Gives a {@link Pool} connection back. Then\n * wakes who waits.\n * @param it\n */\nexport function release(it) {\n  it.end();\n}\n";
  const { text, questions } = take(source);
  expect(text).toBe("const a = 1;\n\nexport function release(it) {\n  it.end();\n}\n");
  expect(questions).toMatchObject([{ text: "Gives a Pool connection back.", name: "release", isHard: true }]);
  expect(text.slice(questions[0]?.startChar)).toMatch(/^export function release/);
});

test("functions, arrow functions, methods and accessors are asked for", () => {
  const comment = "/** Does this one useful thing here. */\n";
  expect(names(`${comment}export default async function one() {}\n`)).toEqual(["one"]);
  expect(names(`${comment}export const two = async (a: string) => a;\n`)).toEqual(["two"]);
  expect(names(`class A {\n  ${comment}  static async three<T>(a: T): Promise<T> {\n  }\n}\n`)).toEqual([
    "three",
  ]);
  expect(names(`class A {\n  ${comment}  get four() {\n  }\n}\n`)).toEqual(["four"]);
  expect(names(`${comment}Pool.prototype.five = function (a) {\n};\n`)).toEqual(["five"]);
});

test("types, constants, signatures, calls and what an empty line parts are not", () => {
  const comment = "/** Does this one useful thing here. */\n";
  for (const code of [
    "interface A {}",
    "type A = () => void;",
    "const a = { b: () => 1 };",
    "abstract one(a: string): void;",
    "one(a, b);",
    "if (a) {\n}",
    "\nfunction a() {}",
  ]) {
    expect(names(`${comment}${code}\n`), code).toEqual([]);
  }
});

test("short, deprecated and repeated sentences ask nothing", () => {
  const code = "\nfunction a() {}\n";
  expect(names(`/** Two words. */${code}`)).toEqual([]);
  expect(names(`/** Does this one useful thing. @deprecated */${code}`)).toEqual([]);
  expect(take(`/** Does this one useful thing. */${code}`, () => true).questions).toEqual([]);
});

test("a question is hard when it holds at most a third of the name's words, stemmed", () => {
  expect(nameShare("releaseConnection", "Gives connections back to whom they belong")).toBe(0.5);
  expect(nameShare("release", "Gives them back")).toBe(0);
  expect(nameShare("parseQueries", "The parsing of a query")).toBe(1);
});
