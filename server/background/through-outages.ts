import { setTimeout } from "node:timers/promises";
import { isConnectionLost } from "@/db/sql-state";

const ASK_EVERY_MS = 250;
// Work that keeps losing its connection although the database answers has another trouble: the queue's turn.
const MAX_ROUNDS = 20;

/**
 * Does work; when its connection to the database is lost, waits until the database answers and does it again, without
 * the queue's delays. So `work` must bear being begun twice. `isOver` ends the waiting: then the loss is thrown.
 */
export async function throughOutages(
  work: () => Promise<void>,
  { askDatabase, isOver }: { askDatabase: () => Promise<unknown>; isOver: () => boolean },
): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLost(error) || round >= MAX_ROUNDS) throw error;
      while (!(await answers(askDatabase))) {
        if (isOver()) throw error;
        await setTimeout(ASK_EVERY_MS);
      }
      if (isOver()) throw error;
    }
  }
}

const answers = (ask: () => Promise<unknown>) =>
  ask().then(
    () => true,
    () => false,
  );
