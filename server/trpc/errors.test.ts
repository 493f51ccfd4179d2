import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { found, orConflict } from "./errors";

const violation = (code: string) =>
  new Error("query failed", { cause: Object.assign(new Error("in the driver"), { code }) });

test("nothing becomes NOT_FOUND, in words that do not tell whether it exists elsewhere", () => {
  for (const nothing of [undefined, null]) {
    expect(() => found(nothing, "repository")).toThrow(
      expect.objectContaining({
        code: "NOT_FOUND",
        message: "This repository does not exist, or is not yours to see.",
      }),
    );
  }
});

test("what is there is handed through, also when it is empty, zero or false", () => {
  for (const something of ["", 0, false, [], {}]) expect(found(something, "row")).toBe(something);
});

test("a taken key becomes CONFLICT with our words, and keeps its cause", async () => {
  const cause = violation("23505");
  const failing = orConflict("That name is taken.", () => Promise.reject(cause));
  await expect(failing).rejects.toMatchObject({ code: "CONFLICT", message: "That name is taken.", cause });
});

test("any other failure is left as it is", async () => {
  const others = [violation("23503"), new Error("something else"), new TRPCError({ code: "FORBIDDEN" })];
  for (const other of others)
    await expect(orConflict("Taken.", () => Promise.reject(other))).rejects.toBe(other);
});
