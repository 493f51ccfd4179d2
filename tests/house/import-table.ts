import type { Import } from "./find-imports";

/** Server files that the few doors of `app` may reach. */
const DOORS =
  /^server\/(router|auth|session|env)\.tsx?$|^server\/(trpc|operation)\/|^server\/account\/refuse-foreign-origin\.ts$/;

/** The files of `app` that are such doors. */
const DOOR_FILES = /^app\/_trpc\/server\.tsx$|^app\/\(app\)\/layout\.tsx$|^app\/(api|ready|health|metrics)\//;

/** The few files that see across organizations and may open the plain database, each with its reason. */
export const CROSS_TENANT: Record<string, string> = {
  "server/auth.ts": "Better Auth works before anyone has an organization, as app_login",
  "server/account/find-user-id.ts": "a failed sign-in concerns the account of an address, if there is one",
  "server/account/get-person.ts": "a person's own name and address belong to no organization",
  "server/account/list-security-events.ts": "what happened to a person's account belongs to no organization",
  "server/account/record-security-event.ts": "sign-ins happen outside every organization",
  "server/invitation/find-invited.ts":
    "an invited person belongs to no organization yet, and an address to none at all",
  "server/account/change-email.ts": "a person's address belongs to no organization",
  "server/account/confirm-identity.ts": "a person's password belongs to no organization",
  "server/account/delete-person.ts": "one transaction takes a person out of all their organizations",
  "server/account/passkeys.ts": "a passkey belongs to a person, not to an organization",
  "server/account/picture.ts":
    "a person's picture belongs to no organization; who shares one with them may see it",
  "server/account/release-organizations.ts":
    "enters a person's organizations one after another, in one transaction",
  "server/account/sessions.ts": "a session belongs to a person, not to an organization",
  "server/account/update-profile.ts": "a person's profile belongs to no organization",
  "server/account/ways-in.ts": "passkeys and linked accounts belong to a person",
  "server/document/sweep-all-blobs.ts": "asks which organizations there are, and enters one after the other",
  "server/operation/measure-database.ts": "counts the jobs of the queue, whosever they are",
  "server/operation/start-server.ts": "opens and migrates the database before the first request",
  "server/operation/stop-server.ts": "closes the database after the last request",
  "server/operation/why-not-ready.ts": "asks whether the database answers at all",
  "server/organization/ensure-personal-organization.ts":
    "looks for a person's organizations before one is active",
  "server/organization/list-deleted.ts": "a deleted organization is nobody's active one",
  "server/organization/purge-organization.ts":
    "deletes an organization, as a role that reaches no living one",
  "server/organization/list-memberships.ts": "the one question about a person that crosses organizations",
  "server/organization/set-active-organization.ts": "a session belongs to a person, not to an organization",
  "server/trpc/caller-of-cookie.ts": "finds out whose session it is, before any organization is known",
  "server/trpc/context.ts": "finds out who is asking, before any organization is known",
};

/** Single imports outside the table, as "from -> to", each with its reason. */
export const EXCEPTIONS: Record<string, string> = {
  "db/client.ts -> server/env.ts": "the address of the database is configuration, and env is its only reader",
  "server/repository/add-repository.ts -> server/trpc/errors.ts":
    "a step of two procedures: refuses in their words",
  "server/repository/take-upload.ts -> server/trpc/errors.ts":
    "a step of three procedures: refuses in their words",
};

/** Files of `db` that hold plain functions and columns, and open nothing. */
const PURE_DATABASE_FILES = new Set(["db/id.ts", "db/columns.ts", "db/sql-state.ts", "db/in-span.ts"]);

/** Packages that are ways to the database: pages and components may not have them. */
const DATABASE_PACKAGES =
  /^(pg|pg-boss|drizzle-orm|@electric-sql\/pglite[^/]*|@neondatabase\/serverless)(\/|$)/;

/** Why an import is against the table of the house, or undefined when it is allowed. */
export function whyForbidden({ from, to, isPackage }: Import): string | undefined {
  if (isPackage) {
    return from.startsWith("app/") && DATABASE_PACKAGES.test(to)
      ? "app calls the API, never the database"
      : undefined;
  }
  if (/^(cli|tests|bench)\//.test(from) || /\.test\.tsx?$/.test(from) || /^(public|package\.json)/.test(to))
    return undefined;
  if (`${from} -> ${to}` in EXCEPTIONS) return undefined;
  if (/^(cli|tests|bench)\//.test(to)) return "the product does not import its tools and tests";
  if (from.startsWith("app/")) return fromApp(from, to);
  if (from.startsWith("db/")) return to.startsWith("db/") ? undefined : "db imports only db";
  if (from.startsWith("server/")) return fromServer(from, to);
  return `${from} has no row in the import table`;
}

function fromApp(from: string, to: string): string | undefined {
  if (to.startsWith("app/")) return undefined;
  if (to.startsWith("server/") && DOOR_FILES.test(from)) {
    return DOORS.test(to) ? undefined : "not one of the server's doors";
  }
  return "app imports only app; the doors to the server are few and named";
}

function fromServer(from: string, to: string): string | undefined {
  if (to.startsWith("app/")) return "the server does not know the pages";
  if (isPlainDatabase(to) && from in CROSS_TENANT) return undefined;
  if (from.startsWith("server/background/"))
    return isRouter(to) ? "background work runs verbs, not routers" : undefined;
  if (to.startsWith("db/")) return fromServerToDatabase(from, to);
  if (isQueries(from))
    return isQueries(to) && folderOf(from) === folderOf(to)
      ? undefined
      : "queries import db/schema and the queries beside them only";
  if (from === "server/router.ts") return undefined;
  if (isRouter(to)) {
    const isPartOfIt = isRouter(from) && folderOf(from) === folderOf(to);
    return isPartOfIt ? undefined : "a router is imported by server/router.ts and its own feature's routers";
  }
  if (isRouter(from)) return undefined;
  if (to.startsWith("server/trpc/") && !from.startsWith("server/trpc/"))
    return "verbs do not know the API: routers do";
  const isForeign = folderOf(from) !== folderOf(to);
  return isForeign && isQueries(to)
    ? "another feature's queries are reached through its verb files"
    : undefined;
}

function fromServerToDatabase(from: string, to: string): string | undefined {
  if (to.startsWith("db/schema/")) return undefined;
  if (to === "db/tenant.ts")
    return isQueries(from) || isRouter(from) ? "the procedure opens the tenant transaction" : undefined;
  if (PURE_DATABASE_FILES.has(to)) return undefined;
  return "only the named cross-tenant files reach the plain database";
}

const isPlainDatabase = (file: string) => file.startsWith("db/");
const isRouter = (file: string) => /^server\/([^/]+\/)*([a-z-]+-)?router\.ts$/.test(file);
const isQueries = (file: string) => /^server\/.*\/([a-z-]+-)?queries\.ts$/.test(file);
const folderOf = (file: string) => file.split("/").slice(0, 2).join("/");
