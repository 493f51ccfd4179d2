import { auditMessages as messages } from "@/app/_messages/audit";
import type { ChangedField } from "./changed-fields";

/** What changed, field by field: a small diff, whose words say what its colours do. */
export function FieldTable({ fields }: { fields: ChangedField[] }) {
  const hasSides = fields.some((field) => "before" in field);
  return (
    <table className="w-full table-fixed border-line border-y text-left text-small">
      {hasSides && (
        <thead className="text-quiet">
          <tr className="h-7">
            <th className="w-26 font-normal">{messages.field}</th>
            <th className="font-normal">{messages.before}</th>
            <th className="font-normal">{messages.after}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {fields.map((field) => (
          <tr key={field.name} className="border-line border-t align-top first:border-t-0">
            <th scope="row" className="w-26 break-words py-1.5 pr-2 font-normal text-quiet">
              {field.name}
            </th>
            {"before" in field ? (
              <>
                <td className="py-1.5 pr-2">
                  <Value text={field.before} tone="text-danger" mark="−" />
                </td>
                <td className="py-1.5">
                  <Value text={field.after} tone="text-tint-text" mark="+" />
                </td>
              </>
            ) : (
              <td colSpan={2} className="break-words py-1.5">
                {field.value}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ text, tone, mark }: { text: string | null; tone: string; mark: string }) {
  if (text === null) return <span className="text-quiet">{messages.none}</span>;
  return (
    <span className={`break-words ${tone}`}>
      <span aria-hidden>{mark} </span>
      {text === "" ? messages.nothing : text}
    </span>
  );
}
