import type { Answerer } from "@/server/agent/answerer";

/** Lets this process answer with `answerer`; undefined quotes passages again. */
export function installAnswerer(answerer: Answerer | undefined): void {
  (globalThis as typeof globalThis & { carrelAnswerer?: Answerer | undefined }).carrelAnswerer = answerer;
}

/** An answerer that says one word after the other: `word1 word2 …`, so that a gap can be seen. */
export function sayWords(words: number, everyMs: number): Answerer {
  return async function* (_input, signal) {
    for (let word = 1; word <= words; word++) {
      if (signal.aborted) return;
      yield { type: "text", text: `word${word} ` };
      if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
}

/** How many words of `sayWords` a text holds; throws when one is missing or twice. */
export function wordsIn(text: string): number {
  const words = text.split(/\s+/).filter(Boolean);
  for (const [index, word] of words.entries())
    if (word !== `word${index + 1}`) throw new Error(`The word ${index + 1} is ${word}.`);
  return words.length;
}
