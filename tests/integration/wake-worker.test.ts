import { expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { setWaker } from "@/server/background/wake-worker";
import { signUp } from "@/tests/support/sign-up";

test("queued work wakes the worker of this process when it is committed, and not before, later or in vain", async () => {
  const { organizationId } = await signUp();
  let woken = 0;
  setWaker("sweep-generations", () => {
    woken += 1;
  });
  const data = { organizationId, repositoryId: "none" };
  const send = (more: { startAfterSeconds?: number }, then: () => void) =>
    withTenant({ organizationId, as: "agent" }, async (tx) => {
      await enqueue(tx, "sweep-generations", { data, as: "agent", ...more });
      then();
    });
  try {
    await send({}, () => expect(woken).toBe(0));
    expect(woken).toBe(1);
    await send({ startAfterSeconds: 3_600 }, () => {});
    const failing = send({}, () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(woken).toBe(1);
  } finally {
    setWaker("sweep-generations", undefined);
  }
});
