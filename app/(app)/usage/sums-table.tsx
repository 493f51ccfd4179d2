import { usageMessages as messages } from "@/app/_messages/usage";
import { NumberText } from "@/app/_ui/number-text";

type Row = {
  key: string;
  name: string;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  cost: string;
};

/** Calls, tokens and dollars by one thing, the most used first. */
export function SumsTable({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-panel">
      <table className="w-full text-left">
        <thead>
          <tr className="border-line border-b text-quiet text-small">
            <th scope="col" className="px-4 py-2 font-medium">
              {title}
            </th>
            {[messages.calls, messages.tokens, messages.cost].map((name) => (
              <th key={name} scope="col" className="px-4 py-2 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="max-w-60 truncate px-4 py-2 font-normal">
                {row.name}
              </th>
              <td className="px-4 py-2 text-right">
                <NumberText value={row.calls} />
              </td>
              <td className="px-4 py-2 text-right">
                <NumberText value={row.inputTokens + row.outputTokens} />
              </td>
              <td className="px-4 py-2 text-right tabular-nums">{messages.dollars(row.cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
