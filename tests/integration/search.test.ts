import { beforeAll, expect, test } from "vitest";
import { getDatabase } from "@/db/client";
import { indexed, makeFolder } from "@/tests/support/index-folder";
import { signUp } from "@/tests/support/sign-up";

// Opening the database is no part of the first test.
beforeAll(async () => void (await getDatabase()), 60_000);

const sample = {
  "src/retry.ts":
    "/** Waits longer after each failure. */\nexport function backoff(attempt: number) {\n  return 2 ** attempt;\n}\n",
  "src/mail.ts":
    "/** Sends a letter to a customer. */\nexport async function sendMail(to: string) {\n  await smtp.deliver(to);\n}\n",
  "README.md": "# Payments\n\nHow webhooks are retried.\n",
};

async function withSample() {
  const ada = await signUp();
  const { root, change } = makeFolder("payments", sample);
  const { id } = await ada.api.repository.createFromFolder({ name: "payments", path: root });
  await indexed(ada, id);
  return { ada, id, change };
}

test("code is found by meaning and by words, with lines, symbol and marked hits", async () => {
  const { ada } = await withSample();
  const { items } = await ada.api.search.query({ text: "exponential delay between attempts" });
  expect(items[0]).toMatchObject({ path: "src/retry.ts", symbol: "backoff", startLine: 1, endLine: 4 });
  const byWords = await ada.api.search.query({ text: "letter customer" });
  expect(byWords.items[0]).toMatchObject({ path: "src/mail.ts" });
  const marked = (byWords.items[0]?.hits ?? []).map((hit) =>
    byWords.items[0]?.content.slice(hit.start, hit.end),
  );
  expect(marked).toEqual(["letter", "customer"]);
}, 60_000); // the real model is loaded on the way
