interface Held<T> {
  organizationId: string;
  repositoryId: string;
  generation: number;
  value: T;
  sizeBytes: number;
  usedAtMs: number;
}

/** A repository at a published generation, as a transaction of the organization has just seen it. */
export interface SeenGeneration {
  organizationId: string;
  repositoryId: string;
  generation: number;
}

const IDLE_MS = 15 * 60_000;
const SWEEP_MS = 60_000;

/**
 * What was read of published generations, kept in this process up to a number of bytes: what is not used goes first, and
 * after a quarter of an hour in any case. What a generation holds never changes, so nothing here grows old.
 *
 * Row security ends at the database. Whoever asks must have seen the generation in a transaction of the organization just
 * now: a name from anywhere else, such as a request, opens nothing because the organization is part of it, but skips the
 * question whether the person still belongs there.
 */
export class HeldGenerations<T> {
  /** In the order of last use. */
  private readonly held = new Map<string, Held<T>>();
  private readonly mostBytes: number;
  private heldBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  get sizeBytes(): number {
    return this.heldBytes;
  }

  get(seen: SeenGeneration): T | undefined {
    const key = keyOf(seen);
    const found = this.held.get(key);
    if (!found) return undefined;
    this.held.delete(key);
    this.held.set(key, found);
    found.usedAtMs = Date.now();
    return found.value;
  }

  put(seen: SeenGeneration, value: T, sizeBytes: number): void {
    if (sizeBytes > this.mostBytes) return;
    this.forget(keyOf(seen));
    for (const oldest of this.held.keys()) {
      if (this.heldBytes + sizeBytes <= this.mostBytes) break;
      this.forget(oldest);
    }
    const { organizationId, repositoryId, generation } = seen;
    const one = { organizationId, repositoryId, generation, value, sizeBytes, usedAtMs: Date.now() };
    this.held.set(keyOf(seen), one);
    this.heldBytes += sizeBytes;
    this.timer ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  /** Forgets what an organization has published no more: generations that were replaced, repositories that were deleted. */
  keepOnly(organizationId: string, published: { repositoryIds: string[]; generations: number[] }): void {
    for (const [key, one] of this.held) {
      if (one.organizationId !== organizationId) continue;
      const at = published.repositoryIds.indexOf(one.repositoryId);
      if (at < 0 || published.generations[at] !== one.generation) this.forget(key);
    }
  }

  sweep(nowMs = Date.now()): void {
    for (const [key, one] of this.held) if (nowMs - one.usedAtMs > IDLE_MS) this.forget(key);
    if (this.held.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private forget(key: string): void {
    const one = this.held.get(key);
    if (!one) return;
    this.held.delete(key);
    this.heldBytes -= one.sizeBytes;
  }
}

const keyOf = ({ organizationId, repositoryId, generation }: SeenGeneration): string =>
  JSON.stringify([organizationId, repositoryId, generation]);
