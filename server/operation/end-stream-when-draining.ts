import { streamsEnd } from "./draining";

/**
 * Ends an event stream when the process stops, in the middle of what it says and without its closing event: the browser
 * takes that for a broken connection and opens the stream again, at the process that comes next. Other answers pass.
 */
export function endStreamWhenDraining(response: Response, signal: AbortSignal = streamsEnd): Response {
  const { body } = response;
  if (!body || !response.headers.get("content-type")?.startsWith("text/event-stream")) return response;
  const reader = body.getReader();
  let end = () => {};
  const ended = new ReadableStream<Uint8Array>({
    start(controller) {
      end = () => {
        controller.close();
        void reader.cancel(signal.reason).catch(() => {});
      };
      if (signal.aborted) end();
      else signal.addEventListener("abort", end, { once: true });
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (signal.aborted) return;
      if (!done) return controller.enqueue(value);
      signal.removeEventListener("abort", end);
      controller.close();
    },
    async cancel(reason) {
      signal.removeEventListener("abort", end);
      await reader.cancel(reason);
    },
  });
  return new Response(ended, response);
}
