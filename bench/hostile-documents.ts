import { hostileDocuments } from "@/tests/support/hostile/corpus";
import { MOST_MIB, MOST_MS, measure } from "@/tests/support/hostile/measure";
import { report } from "./support/report";

// Every document of the hostile corpus, in a process of its own that takes its text as the server does: how long until it
// ends in a refusal or in harmless text, and by how much the process has grown at its peak.

const rows = [];
for (const document of hostileDocuments) {
  const row = { what: document.what, ...(await measure(document)) };
  const fault = row.fault === undefined ? "" : `\n    ends otherwise: ${row.fault}`;
  console.log(
    `${String(row.tookMs).padStart(6)} ms (${row.workedMs} worked) ${String(row.grewMiB).padStart(4)} MiB  ${row.what}${fault}`,
  );
  rows.push(row);
}
const asTheyShould = rows.filter(({ fault }) => fault === undefined).length;
report(
  "hostile-documents",
  [
    {
      what: `The slowest of ${rows.length} hostile documents, until it is refused or harmless text`,
      ...{ value: Math.max(...rows.map(({ tookMs }) => tookMs)), unit: "ms", bound: { atMost: MOST_MS } },
    },
    {
      what: "Memory that a process grows by at its peak, for the worst of them",
      ...{ value: Math.max(...rows.map(({ grewMiB }) => grewMiB)), unit: "MiB", bound: { atMost: MOST_MIB } },
    },
    {
      what: "Hostile documents that end with their own reason",
      ...{ value: asTheyShould / rows.length, unit: "share", bound: { atLeast: 1 } },
    },
  ],
  { documents: rows },
);
