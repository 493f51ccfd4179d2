import { expect, test } from "vitest";
import { throughOutages } from "./through-outages";

const lost = () => Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
const never = () => false;

test("work whose connection was lost is begun again once the database answers", async () => {
  const said: string[] = [];
  const work = async () => {
    said.push("work");
    if (said.filter((word) => word === "work").length === 1)
      throw new Error("Failed query", { cause: lost() });
  };
  const askDatabase = async () => {
    said.push("ask");
    if (said.length < 4) throw lost();
  };
  await throughOutages(work, { askDatabase, isOver: never });
  expect(said).toEqual(["work", "ask", "ask", "ask", "work"]);
});

test("any other failure is thrown at once, a lost race included", async () => {
  for (const code of ["40001", "53100", "23505"]) {
    const error = Object.assign(new Error("no"), { code });
    let times = 0;
    const work = async () => {
      times += 1;
      throw error;
    };
    await expect(throughOutages(work, { askDatabase: async () => {}, isOver: never })).rejects.toBe(error);
    expect(times).toBe(1);
  }
});

test("a worker that stops, and work that loses every connection, wait no longer", async () => {
  const error = lost();
  const stopping = new AbortController();
  const askDatabase = async () => {
    stopping.abort();
    throw error;
  };
  const fail = async () => {
    throw error;
  };
  await expect(throughOutages(fail, { askDatabase, isOver: () => stopping.signal.aborted })).rejects.toBe(
    error,
  );
  await expect(throughOutages(fail, { askDatabase: async () => {}, isOver: never })).rejects.toBe(error);
});
