import { closeDatabase, getDatabase } from "@/db/client";
import { fail } from "./fail";

// `npm run db:migrate`: brings the database up to date and ends.

const { engine } = await getDatabase().catch((error: unknown) => fail(error));
await closeDatabase();
console.log(`The ${engine === "pglite" ? "embedded database" : "Postgres database"} is up to date.`);
process.exit();
