import { findPgbouncer } from "./find-pgbouncer.ts";

/** Finds pgbouncer. Prints `{ origin }` or `{ reason }` as one line of JSON. */
const found = findPgbouncer();
console.log(JSON.stringify("reason" in found ? found : { origin: found.origin }));
