import { hashPassword } from "better-auth/crypto";
import type { Orm } from "../client";
import { newId } from "../id";
import { account, member, organization, subscription, user } from "../schema";
import { withTenant } from "../tenant";
import { SEED_PASSWORD, type SeedOrganization, seedOrganizations, seedPeople } from "./dev-data";

/** Adds a folder as a repository and waits until it is indexed, the way the product does it. */
export type IndexRepository = (repository: {
  organizationId: string;
  userId: string;
  name: string;
  folder: string;
}) => Promise<{ files: number; chunks: number }>;

export interface SeededOrganization {
  id: string;
  name: string;
  members: { name: string; email: string; role: string }[];
  repository: { name: string; files: number; chunks: number };
}

/** Fills an empty database with the dev data in the order of its foreign keys: people, organizations, repositories. */
export async function seedDev(orm: Orm, indexRepository: IndexRepository): Promise<SeededOrganization[]> {
  const people = await insertPeople(orm);
  const seeded: SeededOrganization[] = [];
  for (const one of seedOrganizations) {
    const { id, ownerId } = await insertOrganization(one, people);
    const { name, folder } = one.repository;
    const figures = await indexRepository({ organizationId: id, userId: ownerId, name, folder });
    const members = one.members.map(({ person, role }) => ({ ...people[person], role }));
    seeded.push({ id, name: one.name, members, repository: { name, ...figures } });
  }
  return seeded;
}

type People = Record<(typeof seedPeople)[number]["key"], { id: string; name: string; email: string }>;

/** Rows as Better Auth writes them, without its sign-up: that would give everybody an organization of their own. */
async function insertPeople(orm: Orm): Promise<People> {
  const password = await hashPassword(SEED_PASSWORD);
  const people = seedPeople.map(({ key, name, email }) => [key, { id: newId(), name, email }] as const);
  await orm.insert(user).values(people.map(([, one]) => ({ ...one, emailVerified: true })));
  await orm.insert(account).values(
    people.map(([, one]) => ({
      userId: one.id,
      accountId: one.id,
      providerId: "credential",
      password,
    })),
  );
  return Object.fromEntries(people) as People;
}

async function insertOrganization(
  one: SeedOrganization,
  people: People,
): Promise<{ id: string; ownerId: string }> {
  const owner = one.members[0];
  if (owner?.role !== "owner") throw new Error(`The first member of ${one.name} must be its owner.`);
  const id = newId();
  const ownerId = people[owner.person].id;
  const slug = `${one.name.toLowerCase()}-${id.slice(-6)}`;
  await withTenant({ organizationId: id, userId: ownerId }, async (tx) => {
    await tx.insert(organization).values({ id, name: one.name, slug });
    await tx
      .insert(member)
      .values(
        one.members.map(({ person, role }) => ({ organizationId: id, userId: people[person].id, role })),
      );
    await tx.insert(subscription).values({ organizationId: id, plan: "pro" });
  });
  return { id, ownerId };
}
