import { markedParts } from "./marked-parts";

type MarkedPathProps = { path: string; positions: readonly number[] };

/** A path with the typed characters standing out; its name is stronger than its folders. */
export function MarkedPath({ path, positions }: MarkedPathProps) {
  const nameAt = path.lastIndexOf("/") + 1;
  return markedParts(path, positions).map(({ start, text, isMarked }) => {
    const look = start < nameAt ? "text-quiet" : "text-text";
    return isMarked ? (
      <mark key={start} className="font-semibold">
        {text}
      </mark>
    ) : (
      <span key={start} className={look}>
        {text}
      </span>
    );
  });
}
