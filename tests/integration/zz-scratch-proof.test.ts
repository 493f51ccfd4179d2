import { test } from "vitest";
import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { getAuth } from "@/server/auth";
import { appRouter } from "@/server/router";
import { writeFileSync } from "node:fs";
test("x", async () => {
  const auth = await getAuth();
  const out: string[] = [];
  for (const [n, e] of Object.entries(auth.api)) {
    const f = e as unknown as { path?: string; options?: { method?: unknown; metadata?: Record<string, unknown> } };
    out.push(`${n} ${f.path} ${JSON.stringify(f.options?.method)} ${JSON.stringify(f.options?.metadata?.SERVER_ONLY)} ${(f.options as any)?.metadata?.scope}`);
  }
  for (const [n, p] of Object.entries(appRouter._def.procedures)) out.push(`${n} ${(p as any)._def.type}`);
  const { orm } = await getDatabase();
  await orm.transaction(async (tx) => {
    await tx.execute(sql`set local role none`);
    const r = await tx.execute(sql`select current_user, session_user`) as any;
    out.push(JSON.stringify(r.rows));
    const p = await tx.execute(sql`select tablename, policyname, permissive, roles::text, cmd, qual, with_check from pg_policies`) as any;
    for (const x of p.rows) out.push(JSON.stringify(x));
    const f = await tx.execute(sql`select n.nspname, p.proname, p.prosecdef, p.proconfig::text, p.proacl::text, pg_get_userbyid(proowner) as owner from pg_proc p join pg_namespace n on n.oid = pronamespace where n.nspname not in ('pg_catalog','information_schema') and not exists (select from pg_depend d where d.objid = p.oid and d.deptype='e')`) as any;
    for (const x of f.rows) out.push(JSON.stringify(x));
    const g = await tx.execute(sql`select n.nspname, c.relname, c.relkind, c.relacl::text from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r','p','v','m','S','f') and n.nspname not in ('pg_catalog','information_schema','pg_toast')`) as any;
    for (const x of g.rows) out.push(JSON.stringify(x));
    const m = await tx.execute(sql`select roleid::regrole::text, member::regrole::text, admin_option, inherit_option, set_option from pg_auth_members`) as any;
    for (const x of m.rows) out.push(JSON.stringify(x));
    const s = await tx.execute(sql`select nspname, nspacl::text from pg_namespace`) as any;
    for (const x of s.rows) out.push(JSON.stringify(x));
  });
  writeFileSync(`/tmp/scratch-${(await getDatabase()).engine}.txt`, out.join("\n"));
});
