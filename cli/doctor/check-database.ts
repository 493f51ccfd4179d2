import { z } from "zod";
import { readMigrationState } from "@/db/migration-state";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { checkModels } from "./check-models";
import { checkOriginals } from "./check-originals";
import { checkStatements } from "./check-statements";
import type { Finding } from "./finding";
import { judgeExtensions, judgeMigrations, judgeRowSecurity, judgeVersion } from "./judge-database";
import { judgeClock } from "./judge-machine";
import { judgeQueue } from "./judge-queue";
import { judgeLogin, judgeMemberships, judgeRuntimeRoles } from "./judge-roles";
import type { Connection } from "./open-connection";

export interface Connections {
  /** Reads the catalogue, the migrations and the queue. */
  owner: Connection;
  /** What the product works with; the same, unless DATABASE_MIGRATION_URL names another user. */
  product: Connection;
  isEmbedded: boolean;
}

/** Everything that a look into the catalogue of the database tells. Reads only. */
export async function checkDatabase({ owner, product, isEmbedded }: Connections): Promise<Finding[]> {
  const { query } = owner;
  const ask = async <Row>(text: string, row: z.ZodType<Row>) => z.array(row).parse(await query(text));
  const one = async <Row>(text: string, row: z.ZodType<Row>) => z.tuple([row]).parse(await query(text))[0];

  const version = await one(versionSql, z.object({ version: z.number() }));
  const state = await readMigrationState(query);
  const findings = [
    judgeVersion(version.version),
    ...judgeExtensions(await ask(extensionsSql, extension), state.applied > 0),
    ...judgeMigrations(state),
    await checkClock(async () => (await one(clockSql, z.object({ now: z.number() }))).now),
  ];
  // Without its migrations a database has neither roles nor tables to judge.
  if (state.applied === 0) return findings;
  return [
    ...findings,
    judgeLogin(z.tuple([login]).parse(await product.query(loginSql))[0], isEmbedded),
    judgeRuntimeRoles(await ask(rolesSql, runtimeRole)),
    judgeMemberships(await ask(membershipsSql, membership)),
    judgeRowSecurity(await ask(tablesSql, table)),
    ...judgeQueue(await one(queueSql, queueFigures)),
    // Migrations that are still to come may bring the tables that this would read.
    ...(state.pending.length === 0
      ? [
          ...(await checkModels(query, product.query)),
          ...(await checkOriginals(product.query, getBlobStore())),
        ]
      : []),
    ...(isEmbedded ? [] : await checkStatements(query)),
  ];
}

/** `now` answers with the database's clock in milliseconds. */
async function checkClock(now: () => Promise<number>): Promise<Finding> {
  const before = Date.now();
  const there = await now();
  return judgeClock(there - (before + Date.now()) / 2);
}

const extension = z.object({
  name: z.string(),
  version: z.string().nullable(),
  isAvailable: z.boolean(),
});
const login = z.object({
  user: z.string(),
  isSuperuser: z.boolean(),
  bypassesRowSecurity: z.boolean(),
  mayLogIn: z.boolean(),
});
const runtimeRole = z.object({
  name: z.string(),
  canLogIn: z.boolean(),
  isSuperuser: z.boolean(),
  bypassesRowSecurity: z.boolean(),
  ownedTables: z.number(),
});
const membership = z.object({ role: z.string(), inherits: z.boolean(), maySet: z.boolean() });
const table = z.object({
  name: z.string(),
  enabled: z.boolean(),
  forced: z.boolean(),
  policies: z.number(),
});
const queueFigures = z.object({
  waiting: z.number(),
  active: z.number(),
  failed: z.number(),
  oldestWaitS: z.number(),
  stuck: z.number(),
});

const versionSql = "select current_setting('server_version_num')::int as version";
const clockSql = "select (extract(epoch from clock_timestamp()) * 1000)::float8 as now";
const extensionsSql = `
  select wanted.name, e.extversion as version, e.extname is not null or exists (
    select from pg_available_extensions a where a.name = wanted.name) as "isAvailable"
  from unnest(array['vector', 'pg_trgm', 'btree_gin']) as wanted (name)
  left join pg_extension e on e.extname = wanted.name`;
const loginSql = `
  select rolname as user, rolsuper as "isSuperuser", rolbypassrls as "bypassesRowSecurity",
    exists (select from pg_roles where rolname = 'app_login')
      and pg_has_role(session_user, (select oid from pg_roles where rolname = 'app_login'), 'member') as "mayLogIn"
  from pg_roles where rolname = session_user`;
const rolesSql = `
  select rolname as name, rolcanlogin as "canLogIn", rolsuper as "isSuperuser", rolbypassrls as "bypassesRowSecurity",
    (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relowner = r.oid and c.relkind in ('r', 'p') and n.nspname = 'public') as "ownedTables"
  from pg_roles r where rolname in ('app_tenant', 'app_agent', 'app_auth', 'app_queue', 'app_search', 'app_purge', 'app_login')`;
// Several grantors may have granted one role: what counts is what any of them allows.
const membershipsSql = `
  select granted.rolname as role, bool_or(m.inherit_option) as inherits, bool_or(m.set_option) as "maySet"
  from pg_auth_members m join pg_roles granted on granted.oid = m.roleid join pg_roles holder on holder.oid = m.member
  where holder.rolname = 'app_login' group by 1`;
const tablesSql = `
  select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p')
    and (c.relname in ('organization', 'user') or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
  order by 1`;
const queueSql = `
  select count(*) filter (where state in ('created', 'retry'))::int as waiting,
    count(*) filter (where state = 'active')::int as active,
    count(*) filter (where state = 'failed')::int as failed,
    coalesce(max(extract(epoch from now() - start_after)) filter (where state in ('created', 'retry')
      and start_after <= now()), 0)::float8 as "oldestWaitS",
    count(*) filter (where state = 'active' and heartbeat_seconds is not null
      and coalesce(heartbeat_on, started_on) < now() - interval '1 second' * (heartbeat_seconds + 60))::int as stuck
  from pgboss.job`;
