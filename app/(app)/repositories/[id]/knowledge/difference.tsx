import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { TextLink } from "@/app/_ui/text-link";
import { fileHref } from "../../hrefs";
import type { Entry } from "./types";

const mostShown = 20;

type Difference = NonNullable<Entry["difference"]>;
type DifferenceProps = { repositoryId: string; difference: Difference };

/** Why an entry is not fresh any more: the numbers that are others now, and what stands in the place of its evidence. */
export function Difference({ repositoryId, difference }: DifferenceProps) {
  const { contradicted, counts, changed } = difference;
  const places = [...new Map(changed.map((one) => [`${one.path}:${one.startLine}`, one])).values()];
  const left = Math.max(0, counts.length - mostShown) + Math.max(0, places.length - mostShown);
  return (
    <section
      aria-label={messages.whyStale}
      className="rounded-md bg-warning-tint px-3 py-2 text-small text-warning-text"
    >
      <p className="font-medium">{messages.whyStale}</p>
      <ul className="list-disc pl-5">
        {contradicted.length > 0 && <li>{messages.turned(contradicted)}</li>}
        {counts.slice(0, mostShown).map(({ key, before, now }) => (
          <li key={key}>{messages.count(key, before, now)}</li>
        ))}
        {places.slice(0, mostShown).map((place) => (
          <li key={`${place.path}:${place.startLine}`}>
            <Place repositoryId={repositoryId} place={place} />
          </li>
        ))}
        {left > 0 && <li>{messages.moreChanges(left)}</li>}
      </ul>
    </section>
  );
}

/** What stood there, and what stands there now. */
function Place({ repositoryId, place }: { repositoryId: string; place: Difference["changed"][number] }) {
  const { path, startLine, text, now } = place;
  const name = `${path}:${startLine}`;
  if (now === null) return messages.fileGone(path, text);
  return (
    <>
      <TextLink href={fileHref(repositoryId, path, { from: startLine, to: startLine })} prefetch={false}>
        {name}
      </TextLink>{" "}
      {text === undefined || now === undefined || text === now ? (
        messages.placeChanged
      ) : (
        <span className="block font-mono text-mono">
          <del className="wrap-anywhere block no-underline">
            <span className="sr-only">{messages.stood}</span>
            <span aria-hidden>− </span>
            {text}
          </del>
          <ins className="wrap-anywhere block no-underline">
            <span className="sr-only">{messages.stands}</span>
            <span aria-hidden>+ </span>
            {now}
          </ins>
        </span>
      )}
    </>
  );
}
