type Run = { id: string };

/** Whether runs have appeared, and whether some have gone, between two readings. */
export function changedRuns(before: readonly Run[], now: readonly Run[]): { began: boolean; ended: boolean } {
  const had = new Set(before.map(({ id }) => id));
  const has = new Set(now.map(({ id }) => id));
  return { began: now.some(({ id }) => !had.has(id)), ended: before.some(({ id }) => !has.has(id)) };
}
