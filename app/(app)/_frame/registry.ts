/** A list that components add to while they are mounted, and others read as a React store. */
export type Registry<Entry> = {
  /** Adds entries and gives the way to take them out again. */
  add: (entries: readonly Entry[]) => () => void;
  /** All entries, the latest added last; the same array until something changes. */
  read: () => readonly Entry[];
  subscribe: (listener: () => void) => () => void;
};

export function createRegistry<Entry>(): Registry<Entry> {
  const groups = new Set<readonly Entry[]>();
  const listeners = new Set<() => void>();
  let all: readonly Entry[] = [];

  function changed() {
    all = [...groups].flat();
    for (const listener of listeners) listener();
  }

  return {
    add(entries) {
      // A copy, so that adding one array twice makes two groups.
      const group = [...entries];
      groups.add(group);
      changed();
      return () => {
        groups.delete(group);
        changed();
      };
    },
    read: () => all,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
