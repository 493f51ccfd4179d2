import { searchMessages as messages } from "@/app/_messages/search";
import { Kbd } from "@/app/_ui/kbd";

/** What can be written into the field, and which keys help. */
export function SearchTips({ className }: { className?: string }) {
  return (
    <div className={className}>
      <h2 className="mb-2 font-semibold">{messages.tips}</h2>
      <dl className="flex flex-col gap-2">
        {messages.tipRows.map(({ example, meaning }) => (
          <div key={example}>
            <dt className="break-words font-mono text-mono">{example}</dt>
            <dd className="text-quiet">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-pretty text-quiet">{messages.tipExact}</p>
      <h2 className="mt-6 mb-2 font-semibold max-md:hidden">{messages.keys}</h2>
      <dl className="flex flex-col gap-1.5 max-md:hidden">
        {messages.keyRows.map(({ keys, meaning }) => (
          <div key={meaning} className="flex items-center gap-3">
            <dt className="flex w-14 shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key} keys={key} />
              ))}
            </dt>
            <dd className="text-quiet">{meaning}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
