import { metrics } from "./metrics";

const SEARCH_MODES = new Set(["hybrid", "exact", "regex"]);

/** Counts a call of a procedure that exists. `code` is that of its error; `input` is looked at for the mode of a search. */
export function measureProcedure(
  call: { path: string; type: string; input: unknown },
  code: string | undefined,
  tookMs: number,
): void {
  // How long somebody watched says nothing about how fast we are.
  if (call.type === "subscription") return;
  const { procedureSeconds, searchSeconds } = metrics();
  procedureSeconds.observe({ procedure: call.path, outcome: code ?? "ok" }, tookMs / 1_000);
  if (call.path === "search.query" && code === undefined)
    searchSeconds.observe({ mode: modeOf(call.input) }, tookMs / 1_000);
}

function modeOf(input: unknown): string {
  const mode = typeof input === "object" && input !== null && "mode" in input ? input.mode : "hybrid";
  return typeof mode === "string" && SEARCH_MODES.has(mode) ? mode : "other";
}
