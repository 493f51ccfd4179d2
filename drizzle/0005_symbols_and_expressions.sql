CREATE TABLE "file_symbol" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"file_id" text NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"suffixes" text NOT NULL,
	"kind" text NOT NULL,
	"scope" text,
	"start_line" integer NOT NULL,
	"end_line" integer NOT NULL,
	CONSTRAINT "file_symbol_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "file_symbol_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "file_symbol" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "file" ADD COLUMN "has_symbols" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "file_symbol" ADD CONSTRAINT "file_symbol_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_symbol" ADD CONSTRAINT "file_symbol_file_fk" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."file"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_symbol_organizationId_idx" ON "file_symbol" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "file_symbol_fileId_idx" ON "file_symbol" USING btree ("organization_id","file_id");--> statement-breakpoint
CREATE INDEX "file_symbol_key_idx" ON "file_symbol" USING btree ("organization_id","key");--> statement-breakpoint
CREATE INDEX "file_symbol_suffixes_idx" ON "file_symbol" USING gin ("organization_id","suffixes" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "file_folded_letters_idx" ON "file" USING btree ("organization_id") WHERE skipped_reason is null and content ~ '[\u017f\u212a]';--> statement-breakpoint
CREATE POLICY "file_symbol_tenant" ON "file_symbol" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "file_symbol_search" ON "file_symbol" AS PERMISSIVE FOR SELECT TO "app_search" USING (true);--> statement-breakpoint

-- Written by hand from here on: what drizzle-kit does not emit, and the functions that search names and expressions.
alter table file_symbol force row level security;--> statement-breakpoint
grant select on file_symbol to app_tenant, app_search;--> statement-breakpoint
-- Rows go with their file, by the foreign key.
grant select, insert on file_symbol to app_agent;--> statement-breakpoint
do $$ begin execute format('grant app_search to %I', current_user); end $$;--> statement-breakpoint
grant create on schema public to app_search;--> statement-breakpoint

-- Files that may match an expression, in the order of repository and path, with their sizes, and whether there is more than
-- was looked at. `p_clauses` is a JSON list of lists of LIKE patterns: of each inner list the content holds at least one.
-- Without a trigram in them the first p_most_bytes of the scope are read.
create function search_expression(
  p_clauses text, p_case_sensitive boolean, p_has_trigram boolean, p_repository_ids text[], p_generations int[],
  p_language text, p_file_ids text[], p_limit int, p_most_bytes bigint
) returns table (file_ids text[], sizes bigint[], is_cut boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant constant text := nullif(current_setting('app.tenant_id', true), '');
  operator constant text := case when p_case_sensitive then 'like' else 'ilike' end;
  holds constant text := coalesce((
    select string_agg('(' || (
        select string_agg(format('f.content %s %L', operator, pattern), ' or ') from jsonb_array_elements_text(clause) as p (pattern)
      ) || ')', ' and ')
    from jsonb_array_elements(p_clauses::jsonb) as c (clause)), 'true');
  -- Without case these letters are an s and a k to JavaScript alone.
  folds constant text := case when p_case_sensitive then 'false' else $f$f.content ~ '[\u017f\u212a]'$f$ end;
  scoped constant text := $s$
    from file f join unnest($2, $3) with ordinality as r (id, generation, place) on r.id = f.repository_id
    where f.organization_id = $1 and f.skipped_reason is null
      and f.first_generation <= r.generation and coalesce(f.last_generation, r.generation) >= r.generation
      and ($4 is null or f.language = $4) and ($5 is null or f.id in (select unnest($5))) $s$;
begin
  if tenant is null then return; end if;
  return query execute
    case when p_has_trigram then format($q$
      with candidate as materialized (
        (select f.id, f.path, r.place, f.size_bytes %1$s and %2$s limit $6 + 1)
        union (select f.id, f.path, r.place, f.size_bytes %1$s and %3$s limit $6 + 1)
      ), measured as (
        select c.*, sum(c.size_bytes) over (order by c.place, c.path) as bytes, row_number() over (order by c.place, c.path) as number
        from candidate c
      )
      select array_agg(m.id order by m.number) filter (where m.bytes <= $7 and m.number <= $6),
        array_agg(m.size_bytes order by m.number) filter (where m.bytes <= $7 and m.number <= $6),
        coalesce(bool_or(m.bytes > $7 or m.number > $6), false) from measured m $q$, scoped, holds, folds)
    else format($q$
      with measured as materialized (
        select f.id, f.size_bytes, sum(f.size_bytes) over w as bytes, row_number() over w as place
        %1$s window w as (order by r.place, f.path)
      ), held as (
        select m.*, row_number() over (order by m.place) as number from measured m %2$s where m.bytes <= $7
      )
      select array_agg(h.id order by h.number) filter (where h.number <= $6),
        array_agg(h.size_bytes order by h.number) filter (where h.number <= $6),
        coalesce(bool_or(h.number > $6), false) or (select coalesce(max(m.bytes), 0) > $7 from measured m) from held h $q$,
      -- Contents are read only where they can tell something.
      scoped, case when holds = 'true' then ''
        else format('join file f on f.organization_id = $1 and f.id = m.id and (%s or %s)', holds, folds) end)
    end
  using tenant, p_repository_ids, p_generations, p_language, p_file_ids, p_limit, p_most_bytes;
end $$;--> statement-breakpoint

-- Declarations by name: the whole name (0 as written, 1 in any case), its beginning (2), then the beginnings of its later
-- words (3). `p_suffix` is the name as `symbolSuffixes` writes it, `p_pattern` finds it there. Looks at 10,000 parts at most.
create function search_symbols(
  p_name text, p_key text, p_suffix text, p_pattern text, p_scope text, p_repository_ids text[], p_generations int[],
  p_language text, p_file_ids text[], p_limit int
) returns table (
  id text, file_id text, repository_id text, path text, language text, name text, kind text, scope text, start_line int,
  end_line int, rank int
)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  tenant constant text := nullif(current_setting('app.tenant_id', true), '');
begin
  if tenant is null then return; end if;
  return query
    with found as materialized (
      (select s.* from file_symbol s where s.organization_id = tenant and s.key = p_key limit 10000)
      union (select s.* from file_symbol s where s.organization_id = tenant and s.suffixes like p_pattern limit 10000)
    )
    select s.id, s.file_id, f.repository_id, f.path, f.language, s.name, s.kind, s.scope, s.start_line, s.end_line,
      case when s.name = p_name then 0 when s.key = p_key then 1 when starts_with(s.suffixes, ' ' || p_suffix) then 2 else 3 end as rank
    from found s
    join file f on f.organization_id = tenant and f.id = s.file_id
    join unnest(p_repository_ids, p_generations) with ordinality as r (id, generation, place) on r.id = f.repository_id
    where f.first_generation <= r.generation and coalesce(f.last_generation, r.generation) >= r.generation
      and (p_language is null or f.language = p_language) and (p_file_ids is null or f.id in (select unnest(p_file_ids)))
      and (p_scope is null or '.' || lower(s.scope) like '%.' || replace(replace(p_scope, '\', '\\'), '_', '\_'))
    order by rank, length(s.name), r.place, f.path, s.start_line
    limit p_limit;
end $$;--> statement-breakpoint

revoke all on function search_expression(text, boolean, boolean, text[], int[], text, text[], int, bigint) from public;--> statement-breakpoint
revoke all on function search_symbols(text, text, text, text, text, text[], int[], text, text[], int) from public;--> statement-breakpoint
grant execute on function search_expression(text, boolean, boolean, text[], int[], text, text[], int, bigint) to app_tenant;--> statement-breakpoint
grant execute on function search_symbols(text, text, text, text, text, text[], int[], text, text[], int) to app_tenant;--> statement-breakpoint
alter function search_expression(text, boolean, boolean, text[], int[], text, text[], int, bigint) owner to app_search;--> statement-breakpoint
alter function search_symbols(text, text, text, text, text, text[], int[], text, text[], int) owner to app_search;--> statement-breakpoint
revoke create on schema public from app_search;--> statement-breakpoint
do $$ begin execute format('revoke app_search from %I', current_user); end $$;
