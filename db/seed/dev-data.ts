import path from "node:path";
import type { memberRoles } from "../schema/membership";

/** Everybody of the dev seed signs in with this. */
export const SEED_PASSWORD = "carrel-dev-password";

/** Addresses of seeded people end so; the domain is reserved (RFC 2606), hence nobody's. */
export const SEED_DOMAIN = "example.com";

export const seedPeople = [
  { key: "ada", name: "Ada Okafor", email: `ada@${SEED_DOMAIN}` },
  { key: "ben", name: "Ben Larsson", email: `ben@${SEED_DOMAIN}` },
  { key: "chen", name: "Chen Wei", email: `chen@${SEED_DOMAIN}` },
  { key: "dora", name: "Dora Silva", email: `dora@${SEED_DOMAIN}` },
] as const;

type PersonKey = (typeof seedPeople)[number]["key"];

/** An organization of the dev seed; its first member must be the owner. */
export interface SeedOrganization {
  name: string;
  members: { person: PersonKey; role: (typeof memberRoles)[number] }[];
  repository: { name: string; folder: string };
}

// Ben works in both: what a switch of organization must not mix up.
export const seedOrganizations: SeedOrganization[] = [
  {
    name: "Northwind",
    members: [
      { person: "ada", role: "owner" },
      { person: "ben", role: "member" },
    ],
    repository: { name: "orders", folder: sample("northwind-orders") },
  },
  {
    name: "Fabrikam",
    members: [
      { person: "chen", role: "owner" },
      { person: "ben", role: "admin" },
      { person: "dora", role: "viewer" },
    ],
    repository: { name: "telemetry", folder: sample("fabrikam-telemetry") },
  },
];

function sample(name: string): string {
  return path.join(process.cwd(), "db/seed/seed-data", name);
}
