/** Somebody else has saved meanwhile. Carries what a merge needs: their text, and the text both began with if it is kept. */
export class StaleVersion extends Error {
  override readonly name = "StaleVersion";
  readonly current: { version: number; content: string; writtenBy: string | null };
  readonly base: { version: number; content: string } | null;

  constructor(
    current: { version: number; content: string; writtenBy: string | null },
    base: { version: number; content: string } | null,
  ) {
    super(
      "Somebody has saved this document since you opened it. Nothing of yours is lost: merge the two texts, then save.",
    );
    this.current = current;
    this.base = base;
  }
}
