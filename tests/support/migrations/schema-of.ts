type Query = (text: string) => Promise<{ rows: Record<string, unknown>[] }>;

/**
 * Everything that migrating makes of a database, as sorted lines: columns, constraints, indexes, policies, functions,
 * types, triggers, grants and owners, the queues, and which migrations have run. Equal lines mean equal databases.
 */
export async function schemaOf(query: Query): Promise<string[]> {
  const { rows } =
    await query(`with ours as (select oid, nspname from pg_namespace where nspname in ('public', 'drizzle', 'pgboss'))
    select line from (
      select format('table %s.%s %s rls %s %s owner %s grants %s', n.nspname, c.relname, c.relkind, c.relrowsecurity,
        c.relforcerowsecurity, c.relowner::regrole, (select array_agg(a::text order by a::text) from unnest(c.relacl) a)) as line
      from pg_class c join ours n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'S')
      union all
      select format('column %s.%s %s %s null %s default %s grants %s', c.relname, a.attname, a.attnum,
        format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attacl)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join ours n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p')
      union all
      select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
      from pg_constraint c join ours n on n.oid = c.connamespace
      union all
      select 'index ' || indexdef from pg_indexes where schemaname in (select nspname from ours)
      union all
      select 'policy ' || p::text from pg_policies p
      union all
      select format('function %s owner %s grants %s', pg_get_functiondef(p.oid), p.proowner::regrole, p.proacl)
      from pg_proc p join ours n on n.oid = p.pronamespace
      where p.prokind = 'f' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      union all
      select format('enum %s %s', t.typname, (select array_agg(enumlabel order by enumsortorder) from pg_enum where enumtypid = t.oid))
      from pg_type t join ours n on n.oid = t.typnamespace where t.typtype = 'e'
      union all
      select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all
      select format('extension %s %s', extname, extversion) from pg_extension
      union all
      select format('schema %s %s %s', nspname, nspowner::regrole, nspacl) from pg_namespace where oid in (select oid from ours)
      union all
      select format('migration %s %s', created_at, hash) from drizzle.__drizzle_migrations
      union all
      select 'queue ' || (to_jsonb(q) - array['created_on', 'updated_on', 'maintain_on', 'monitor_on'])::text from pgboss.queue q
    ) lines order by line collate "C"`);
  return rows.map(({ line }) => String(line));
}
