export interface Passage {
  path: string;
  startLine: number;
  endLine: number;
  symbol: string | null;
  content: string;
}

export interface Answer {
  question: string;
  tookMs: number;
  passages: Passage[];
}

const LINES_SHOWN = 6;

/** Prints a question with its passages, each as `path:line` and its first lines; or one JSON object a line. */
export function print(answer: Answer, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify(answer));
    return;
  }
  console.log(`\n${answer.question}`);
  if (answer.passages.length === 0) console.log("  Nothing here answers this.");
  answer.passages.forEach((passage, index) => {
    const symbol = passage.symbol === null ? "" : `  ${passage.symbol}`;
    console.log(`\n  ${index + 1}. ${passage.path}:${passage.startLine}${symbol}`);
    const lines = passage.content.split("\n").filter((line) => line.trim() !== "");
    for (const line of lines.slice(0, LINES_SHOWN)) console.log(`     ${line.slice(0, 110)}`);
    if (lines.length > LINES_SHOWN) console.log(`     … (${passage.startLine}–${passage.endLine})`);
  });
}
