import { appRouter } from "@/server/router";

const types = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;

/** Whether a procedure only reads, by what the router says. */
export const isQuery = (procedure: string): boolean => types[procedure]?._def.type === "query";

/** Those that only read first: one filling is enough for all of them. */
export const queriesFirst = (procedures: string[]): string[] => [
  ...procedures.filter(isQuery),
  ...procedures.filter((one) => !isQuery(one)),
];
