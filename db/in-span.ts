/** Adds what became known meanwhile to the span. */
export type Note = (name: string, value: string | number | boolean) => void;

export type SpanMaker = <T>(
  name: string,
  attributes: Record<string, string | number | boolean>,
  work: (note: Note) => Promise<T>,
) => Promise<T>;

// Instrumentation and route handlers evaluate this module separately: one maker for all.
const holder = globalThis as typeof globalThis & { carrelSpanMaker?: SpanMaker };

const nothing: Note = () => {};

/**
 * Runs `work` as one span of a trace, when traces are made; else just runs it. Names and attributes are fixed words and
 * counts: never a parameter of a statement, a text that was searched or a name of somebody.
 */
export const inSpan: SpanMaker = (name, attributes, work) =>
  holder.carrelSpanMaker ? holder.carrelSpanMaker(name, attributes, work) : work(nothing);

export function setSpanMaker(maker: SpanMaker): void {
  holder.carrelSpanMaker = maker;
}
