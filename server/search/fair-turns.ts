/** Why somebody did not get a turn. */
export class NoTurn extends Error {}

interface Waiting {
  start: () => void;
  refuse: (error: unknown) => void;
}

/**
 * At most `atOnce` pieces of work run at a time, and of one group only one: groups take turns, so that whoever asks a
 * hundred things waits for himself. Throws `NoTurn` for a group that has `mostWaiting` waiting already.
 */
export class FairTurns {
  private running = 0;
  private readonly busy = new Set<string>();
  /** In the order in which groups get their turns. */
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly limits: { atOnce: number; mostWaiting: number };

  constructor(limits: { atOnce: number; mostWaiting: number }) {
    this.limits = limits;
  }

  /** Waits for a turn, and runs `work`. Whoever has gone (`signal`) leaves the queue and rejects with its reason. */
  async take<T>(group: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    await this.begin(group, signal);
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.busy.delete(group);
      // Whoever just had a turn is behind everybody else, also with what came in meanwhile.
      const own = this.waiting.get(group);
      this.waiting.delete(group);
      if (own) this.waiting.set(group, own);
      this.next();
    }
  }

  private async begin(group: string, signal: AbortSignal | undefined): Promise<void> {
    const queue = this.waiting.get(group) ?? [];
    if (queue.length >= this.limits.mostWaiting) throw new NoTurn("Too many wait for their turn already.");
    await new Promise<void>((start, refuse) => {
      const one = { start, refuse };
      queue.push(one);
      this.waiting.set(group, queue);
      signal?.addEventListener("abort", () => this.leave(group, one, signal.reason), { once: true });
      this.next();
    });
  }

  private leave(group: string, one: Waiting, reason: unknown): void {
    const queue = this.waiting.get(group) ?? [];
    const at = queue.indexOf(one);
    if (at < 0) return;
    queue.splice(at, 1);
    if (queue.length === 0) this.waiting.delete(group);
    one.refuse(reason);
  }

  private next(): void {
    while (this.running < this.limits.atOnce) {
      const found = [...this.waiting].find(([group]) => !this.busy.has(group));
      if (!found) return;
      const [group, queue] = found;
      const one = queue.shift();
      if (queue.length === 0) this.waiting.delete(group);
      this.running += 1;
      this.busy.add(group);
      one?.start();
    }
  }
}
