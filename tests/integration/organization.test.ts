import { expect, test } from "vitest";
import { signUp } from "@/tests/support/sign-up";

test("a new person owns an organization of their own", async () => {
  const ada = await signUp("Ada Lovelace");
  expect(await ada.api.organization.current()).toMatchObject({ name: "Ada Lovelace’s workspace", role: "owner", members: 1, plan: "free" });
});
