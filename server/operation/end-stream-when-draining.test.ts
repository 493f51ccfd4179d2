import { expect, test } from "vitest";
import { endStreamWhenDraining } from "./end-stream-when-draining";

const encoder = new TextEncoder();

function eventStream() {
  const source = { isCancelled: false };
  let send = (_: string) => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (text) => controller.enqueue(encoder.encode(text));
    },
    cancel() {
      source.isCancelled = true;
    },
  });
  return {
    source,
    send: (text: string) => send(text),
    response: new Response(body, { headers: { "content-type": "text/event-stream", "x-kept": "1" } }),
  };
}

test("a stream says all it has, ends in order when the process stops, and lets go of its source", async () => {
  const stopping = new AbortController();
  const { response, send, source } = eventStream();
  const ended = endStreamWhenDraining(response, stopping.signal);
  expect(ended.headers.get("x-kept")).toBe("1");
  const text = ended.text();
  send("data: 1\n\n");
  send("data: 2\n\n");
  await new Promise((resolve) => setTimeout(resolve, 10));
  stopping.abort();
  expect(await text).toBe("data: 1\n\ndata: 2\n\n");
  expect(source.isCancelled).toBe(true);
});

test("a stream that is opened while the process stops ends at once", async () => {
  const { response, source } = eventStream();
  expect(await endStreamWhenDraining(response, AbortSignal.abort()).text()).toBe("");
  expect(source.isCancelled).toBe(true);
});

test("a reader that leaves cancels the source", async () => {
  const { response, source } = eventStream();
  await endStreamWhenDraining(response, new AbortController().signal).body?.cancel();
  expect(source.isCancelled).toBe(true);
});

test("answers that are no streams pass as they are", () => {
  const response = Response.json({});
  expect(endStreamWhenDraining(response, AbortSignal.abort())).toBe(response);
});
