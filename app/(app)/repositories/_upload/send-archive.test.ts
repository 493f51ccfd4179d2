import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { type SentSoFar, sendArchive } from "./send-archive";

const answer = (code: string, httpStatus: number) =>
  new TRPCClientError(code, {
    result: { error: { code: -1, message: code, data: { code, httpStatus } } },
  } as never);

const file = new File(["0123456789"], "code.zip");

/** A server that keeps parts of 4 bytes; `fail` may refuse a try. */
function server(fail: (position: number, attempt: number) => Error | undefined = () => undefined) {
  const parts = new Map<number, string>();
  const attempts: number[] = [];
  let begun = 0;
  return {
    attempts,
    content: () =>
      [...parts]
        .sort(([a], [b]) => a - b)
        .map(([, text]) => text)
        .join(""),
    begun: () => begun,
    calls: {
      begin: async () => ({ uploadId: `upload-${++begun}`, partBytes: 4 }),
      part: async (form: FormData) => {
        const position = Number(form.get("position"));
        attempts.push(position);
        const refused = fail(position, attempts.filter((it) => it === position).length);
        if (refused) throw refused;
        if (parts.has(position)) throw answer("CONFLICT", 409);
        parts.set(position, await (form.get("bytes") as Blob).text());
      },
    },
  };
}

const send = (
  calls: ReturnType<typeof server>["calls"],
  sent: SentSoFar = { nextPart: 0 },
  signal = new AbortController().signal,
) => {
  const progress: number[] = [];
  const id = sendArchive({
    file,
    calls,
    sent,
    signal,
    onProgress: (bytes) => progress.push(bytes),
    pauseMs: 1,
  });
  return { id, progress };
};

test("every byte arrives once and in order, and progress tells what has arrived", async () => {
  const { calls, content } = server();
  const { id, progress } = send(calls);
  expect(await id).toBe("upload-1");
  expect(content()).toBe("0123456789");
  expect(progress).toEqual([4, 8, 10]);
});

test("a part that fails in passing is sent again", async () => {
  const { calls, content, attempts } = server((position, attempt) =>
    position === 1 && attempt < 3 ? new TypeError("Failed to fetch") : undefined,
  );
  await send(calls).id;
  expect(content()).toBe("0123456789");
  expect(attempts).toEqual([0, 1, 1, 1, 2]);
});

test("a part whose answer was lost counts as arrived", async () => {
  const lost = server();
  const calls = {
    ...lost.calls,
    part: async (form: FormData) => {
      await lost.calls.part(form);
      if (form.get("position") === "1" && lost.attempts.filter((it) => it === 1).length === 1)
        throw new TypeError("lost");
    },
  };
  await send(calls).id;
  expect(lost.content()).toBe("0123456789");
  expect(lost.attempts).toEqual([0, 1, 1, 2]);
});

test("a refusal is not tried again", async () => {
  const { calls, attempts } = server((position) => (position === 1 ? answer("BAD_REQUEST", 400) : undefined));
  await expect(send(calls).id).rejects.toThrow("BAD_REQUEST");
  expect(attempts).toEqual([0, 1]);
});

test("after giving up, another try goes on where the first one stopped, in the same upload", async () => {
  let isBroken = true;
  const { calls, content, attempts, begun } = server((position) =>
    isBroken && position === 2 ? answer("INTERNAL_SERVER_ERROR", 500) : undefined,
  );
  const sent: SentSoFar = { nextPart: 0 };
  await expect(send(calls, sent).id).rejects.toThrow();
  isBroken = false;
  await send(calls, sent).id;
  expect(content()).toBe("0123456789");
  expect(begun()).toBe(1);
  expect(attempts).toEqual([0, 1, 2, 2, 2, 2]);
});

test("a cancelled upload sends nothing more", async () => {
  const left = new AbortController();
  const { calls, attempts } = server((position) => {
    if (position === 1) left.abort();
    return undefined;
  });
  await expect(send(calls, { nextPart: 0 }, left.signal).id).rejects.toThrow();
  expect(attempts).toEqual([0, 1]);
});
