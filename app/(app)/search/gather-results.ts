interface Page<Item> {
  items: readonly Item[];
  total: number;
  isStale: boolean;
}

/**
 * The results of all pages in their order. A page that is stale starts over at the first rank, so what came before it
 * belongs to another state of the index and goes.
 */
export function gatherResults<Item extends { id: string }, P extends Page<Item>>(pages: readonly P[]) {
  const begin = Math.max(
    0,
    pages.findLastIndex((page) => page.isStale),
  );
  const valid = pages.slice(begin);
  // Between two pages one chunk may have been given another rank.
  const items = new Map(valid.flatMap((page) => page.items.map((item): [string, Item] => [item.id, item])));
  return { items: [...items.values()], first: valid[0], startedOver: valid[0]?.isStale ?? false };
}
