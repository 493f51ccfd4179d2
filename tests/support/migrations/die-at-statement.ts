import pg from "pg";

/**
 * A connection that is cut while the first statement is under way that is not in `survived`, which then holds it too:
 * what the server sees when a process is killed. Whether it still runs that statement is up to chance. `spares` says of
 * which statements, counted as they are first seen, it is not cut.
 */
export async function openToDie(url: string, survived: Set<string>, spares: (nth: number) => boolean) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  const seen = new Map<string, number>();
  let isDead = false;
  return {
    isDead: () => isDead,
    query: async (text: string, values?: unknown[]) => {
      if (isDead) throw new Error("dead");
      const times = (seen.get(text) ?? 0) + 1;
      seen.set(text, times);
      const statement = `${times} ${text} ${JSON.stringify(values)}`;
      if (survived.has(statement)) return client.query(text, values);
      survived.add(statement);
      if (spares(survived.size)) return client.query(text, values);
      isDead = true;
      const answer = client.query(text, values);
      answer.catch(() => {});
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
      throw new Error("dead");
    },
    close: () => client.end().catch(() => {}),
  };
}
