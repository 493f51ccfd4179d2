import { startPostgres } from "./start-postgres.ts";

/** Builds what is missing and starts a server once. Prints `{ origin }` or `{ reason }` as one line of JSON. */
const server = await startPostgres();
if ("reason" in server) {
  console.log(JSON.stringify({ reason: server.reason }));
} else {
  await server.stop();
  console.log(JSON.stringify({ origin: server.origin }));
}
