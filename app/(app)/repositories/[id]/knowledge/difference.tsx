import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import type { Entry } from "./types";

const mostShown = 20;

/** Why an entry is not fresh any more. */
export function Difference({ difference }: { difference: NonNullable<Entry["difference"]> }) {
  const { contradicted, counts, changed } = difference;
  const places = new Set(changed.map(({ path, startLine }) => `${path}:${startLine}`));
  return (
    <div className="rounded-md bg-warning-tint px-3 py-2 text-small text-warning-text">
      <p className="font-medium">{messages.whyStale}</p>
      <ul className="list-disc pl-5">
        {contradicted.length > 0 && <li>{messages.turned(contradicted)}</li>}
        {counts.slice(0, mostShown).map(({ key, before, now }) => (
          <li key={key}>{messages.count(key, before, now)}</li>
        ))}
        {[...places].slice(0, mostShown).map((place) => (
          <li key={place}>{messages.placeChanged(place)}</li>
        ))}
      </ul>
    </div>
  );
}
