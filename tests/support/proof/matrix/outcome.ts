import { TRPCError } from "@trpc/server";
import { apiOf } from "@/tests/support/sign-up";

/** What a caller gets to see: the code, `OK` for success, and everything that would travel, as text. */
export interface Outcome {
  code: string;
  text: string;
}

type Node = Record<string, unknown> & ((input: unknown) => Promise<unknown>);

/** Calls a procedure as these headers would; of a subscription, waits for the first value or the refusal. */
export async function callProcedure(headers: Headers, procedure: string, input: unknown): Promise<Outcome> {
  try {
    const called = procedure
      .split(".")
      .reduce<Node>((node, key) => node[key] as Node, apiOf(headers) as unknown as Node);
    const answer = await called(input);
    return { code: "OK", text: JSON.stringify(isStream(answer) ? await firstOf(answer) : answer) ?? "" };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const details = error.code === "INTERNAL_SERVER_ERROR" ? ` ${String(error.cause)}` : "";
    return { code: error.code, text: `${error.message}${details}` };
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

async function firstOf(stream: AsyncIterable<unknown>): Promise<unknown> {
  for await (const value of stream) return value;
  return undefined;
}

/** An outcome without what differs between any two calls: the ids that were asked for, and the time it took. */
export function comparable({ code, text }: Outcome, asked: string[]): string {
  const same = asked.reduce((rest, value) => rest.replaceAll(value, "…"), text);
  return `${code} ${same.replace(/"tookMs":\d+/, "")}`;
}
