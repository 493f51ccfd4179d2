import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvent } from "@/db/schema";
import { asOwner } from "@/tests/support/proof/owner";
import { joinAs, signUp } from "@/tests/support/sign-up";

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

test("short name and audience of new conversations are changed, each by itself, with a record", async () => {
  const ada = await signUp("Ada");
  const { slug } = await ada.api.organization.current();
  const wanted = `harbour-${Date.now()}`;
  await ada.api.organization.update({ slug: ` ${wanted} ` });
  await ada.api.organization.update({ defaultAudience: "organization" });
  await ada.api.organization.update({});
  expect(await ada.api.organization.current()).toMatchObject({
    slug: wanted,
    defaultAudience: "organization",
  });
  const events = await asOwner((tx) =>
    tx
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.organizationId, ada.organizationId))
      .orderBy(auditEvent.createdAt, auditEvent.id),
  );
  expect(
    events.filter(({ action }) => action === "organization.update").map(({ eventData }) => eventData),
  ).toEqual([
    { before: { slug }, after: { slug: wanted } },
    { before: { defaultAudience: "private" }, after: { defaultAudience: "organization" } },
  ]);
});

test.each([
  "ab",
  "Harbour",
  "har bour",
  "-harbour",
  "har--bour",
  "härbour",
  "x".repeat(49),
  "a/b",
])("the short name %j is refused with what it may be", async (slug) => {
  const ada = await signUp("Ada");
  await expect(ada.api.organization.update({ slug })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("A short name"),
  });
});

test("a short name belongs to one organization", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const slug = `once-${Date.now()}`;
  await ada.api.organization.update({ slug });
  await expect(ben.api.organization.update({ slug })).rejects.toMatchObject({
    code: "CONFLICT",
    message: `The short name ${slug} is taken. Choose another one.`,
  });
});

test("a picture is shown to members at an address of its own, and to nobody else", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "viewer", "Ben");
  const eve = await signUp("Eve");
  const { organizationId } = ada;
  const { logo } = await ada.api.organization.setPicture({ picture: PNG.toString("base64") });
  expect(logo).toMatch(new RegExp(`^/api/organizations/${organizationId}/picture\\?v=[0-9a-f]{12}$`));
  expect((await ben.api.organization.list()).organizations).toContainEqual(expect.objectContaining({ logo }));
  const { type, bytes } = await ben.api.organization.picture({ organizationId });
  expect([type, Buffer.from(bytes)]).toEqual(["image/png", PNG]);
  await expect(eve.api.organization.picture({ organizationId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await ada.api.organization.setPicture({ picture: null });
  await expect(ben.api.organization.picture({ organizationId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test.each([
  ["a page with a script", Buffer.from("<svg onload=alert(1)>").toString("base64"), "no picture"],
  ["an empty file", "", "no picture"],
  ["more than 256 kB", Buffer.concat([PNG, Buffer.alloc(256 * 1024)]).toString("base64"), "at most 256 kB"],
  ["no base64", "<>", "base64"],
])("%s is refused as a picture", async (_, picture, message) => {
  const ada = await signUp("Ada");
  await expect(ada.api.organization.setPicture({ picture })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining(message),
  });
});
