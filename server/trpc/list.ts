import { z } from "zod";

/** What every list takes: `page` from 1 and `pageSize` up to 100. */
export const listInput = z.object({
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(100).default(10),
});

/** One page of a list, and whether there is another: found out by fetching one row more. */
export async function pageOf<T>(
  input: z.output<typeof listInput>,
  fetch: (page: { limit: number; offset: number }) => Promise<T[]>,
): Promise<{ items: T[]; hasNext: boolean }> {
  const rows = await fetch({ limit: input.pageSize + 1, offset: (input.page - 1) * input.pageSize });
  return { items: rows.slice(0, input.pageSize), hasNext: rows.length > input.pageSize };
}

/** A search text as a LIKE pattern: the person's own % _ and \ mean themselves. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
