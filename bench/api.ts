import superjson from "superjson";
import { answersPerSecond } from "./support/load";
import { quantile, report } from "./support/report";
import { setUp } from "./support/set-up";
import { startApp, startScript } from "./support/spawn-server";

// Listing 20 rows through the API (session, membership, row security, validation, inside Next) against node:http and pg
// with the same row-secured transaction, in turns:
//   tsx --conditions=react-server bench/api.ts

const ROUNDS = 5;
const load = { concurrency: 16, durationMs: 3_000 };

const { databaseUrl } = await setUp("postgres");
const { withTenant } = await import("@/db/tenant");
const { repository } = await import("@/db/schema");
const { newId } = await import("@/db/columns");
const { closeDatabase } = await import("@/db/client");
const { signUp } = await import("@/tests/support/sign-up");

const { organizationId, userId, headers } = await signUp("Bench");
await withTenant({ organizationId, userId }, (tx) =>
  tx.insert(repository).values(
    Array.from({ length: 20 }, (_, index) => ({
      id: newId(),
      organizationId,
      name: `repository-${index}`,
      sourceKind: "folder" as const,
    })),
  ),
);
await closeDatabase();

const app = await startApp();
const bare = await startScript(["bench/support/bare-server.ts", databaseUrl ?? "", organizationId, userId]);
const input = superjson.stringify({ page: 1, pageSize: 20, sortBy: "createdAt", sortDirection: "desc" });
const addresses = {
  app: `${app.origin}/api/trpc/repository.list?input=${encodeURIComponent(input)}`,
  bare: bare.origin,
};
const mark = "repository-19";
const cookie = headers.get("cookie") ?? "";
const rates = { app: [] as number[], bare: [] as number[] };
await answersPerSecond(addresses.app, { ...load, headers: { cookie }, mark });
for (let round = 0; round < ROUNDS; round++) {
  rates.app.push(await answersPerSecond(addresses.app, { ...load, headers: { cookie }, mark }));
  rates.bare.push(await answersPerSecond(addresses.bare, { ...load, headers: {}, mark }));
}
await app.stop();
await bare.stop();

report(
  "api",
  [
    {
      what: "List 20 rows through the API",
      value: quantile(rates.app, 0.5),
      unit: "/s",
      peer: { what: "node:http and pg, the same row-secured transaction", value: quantile(rates.bare, 0.5) },
      bound: { atLeast: 0.25 },
    },
  ],
  { ...load, rounds: ROUNDS, rates },
);
