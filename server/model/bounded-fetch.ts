const LONGEST_LINE_BYTES = 1024 * 1024;
const LONGEST_ANSWER_BYTES = 32 * 1024 * 1024;
const NEWLINE = 10;

/** A provider's answer that is larger than any real one. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

/**
 * `fetch` for a language model's server: follows no redirect, because the key would go along, and ends an answer whose
 * single line passes 1 MiB or which passes 32 MiB in all, so that a lying server fills no memory.
 */
export async function boundedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: "error" });
  if (!response.body) return response;
  return new Response(response.body.pipeThrough(boundBytes()), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

function boundBytes(): TransformStream<Uint8Array, Uint8Array> {
  let total = 0;
  let line = 0;
  return new TransformStream({
    transform(bytes, controller) {
      total += bytes.length;
      // Only the longest run without a line's end matters: the one that goes on from before, and those inside.
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
        line += end - start;
        if (line > LONGEST_LINE_BYTES) break;
        line = 0;
        start = end + 1;
      }
      line += bytes.length - start;
      if (line > LONGEST_LINE_BYTES || total > LONGEST_ANSWER_BYTES) {
        controller.error(new AnswerTooLarge("The model's answer is larger than any real one."));
        return;
      }
      controller.enqueue(bytes);
    },
  });
}
