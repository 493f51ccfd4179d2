ALTER TABLE "document_chunk" DROP CONSTRAINT "document_chunk_parent_check";--> statement-breakpoint
ALTER TABLE "document_chunk" DROP CONSTRAINT "document_chunk_source_check";--> statement-breakpoint
ALTER TABLE "citation" ALTER COLUMN "repository_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD COLUMN "knowledge_base_id" text;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD COLUMN "shelf" text;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD COLUMN "shelved_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_knowledge_fk" FOREIGN KEY ("organization_id","knowledge_base_id") REFERENCES "public"."knowledge_base"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_chunk_knowledgeBaseId_idx" ON "document_chunk" USING btree ("organization_id","knowledge_base_id") WHERE knowledge_base_id is not null;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_parent_check" CHECK (num_nonnulls(file_id, document_id, knowledge_base_id) = 1);--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_source_check" CHECK (source_id = coalesce(file_id, document_id, knowledge_base_id) and (source_table = 'file') = (file_id is not null)
        and (source_table = 'document') = (document_id is not null) and (file_id is null) = (repository_id is null)
        and (source_table = 'knowledge') = (knowledge_base_id is not null) and (knowledge_base_id is null) = (shelf is null));--> statement-breakpoint
ALTER TABLE "citation" ADD CONSTRAINT "citation_source_check" CHECK ((source_table = 'file') = (repository_id is not null));--> statement-breakpoint
-- From here on written by hand.
-- Which version of an entry searches find.
grant update (shelved_version) on knowledge_base to app_agent;--> statement-breakpoint
-- As in 0016, for entries of knowledge too, whose chunks name their shelf.
do $$ begin execute format('grant app_search to %I', current_user); end $$;--> statement-breakpoint
grant create on schema public to app_search;--> statement-breakpoint
create or replace function count_words(p_queries text[], p_repository_ids text[], p_generations int[], p_cap int)
returns int[] language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant constant text := nullif(current_setting('app.tenant_id', true), '');
  person constant text := nullif(current_setting('app.user_id', true), '');
  counted int;
  counts int[] := '{}';
  query tsquery;
begin
  if tenant is null or person is null then return counts; end if;
  foreach query in array p_queries::tsquery[] loop
    execute format($q$
      select count(*) from (
        select from (
          select d.shelf, d.repository_id, d.source_table, d.audience, d.first_generation, d.last_generation from document_chunk d
          where d.organization_id = $1 and d.tsv @@ %L::tsquery offset 0) c
        join unnest($3, $4) as r (id, generation) on r.id = coalesce(c.shelf, c.repository_id, c.source_table)
        where (c.audience = 'organization' or c.audience = $2)
          and c.first_generation <= r.generation and coalesce(c.last_generation, r.generation) >= r.generation
        limit $5) as seen $q$, query)
    into counted using tenant, person, p_repository_ids, p_generations, p_cap;
    counts := counts || counted;
  end loop;
  return counts;
end $$;--> statement-breakpoint
create or replace function search_words(
  p_queries text[], p_weights real[], p_repository_ids text[], p_generations int[], p_language text, p_file_ids text[], p_limit int
) returns table (chunk_id text, word_count int, frequencies int[])
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant constant text := nullif(current_setting('app.tenant_id', true), '');
  person constant text := nullif(current_setting('app.user_id', true), '');
  most_rows constant int := 10000;
  most_occurrences constant int := 64;
  occurrences constant real[] := (
    select array_agg(((select sum(1.0 / (i * i)) from generate_series(1, n) i) - 0.5 / (n * n)) / 1.64493406685 order by n)
    from generate_series(1, most_occurrences) n);
  wanted constant text := (
    select string_agg(query, ' | ') from unnest(p_queries, p_weights) as t (query, weight) where weight > 0);
  score constant text := (
    select string_agg(format('case when m.tsv @@ %L::tsquery then %s else 0 end', query, weight), ' + ')
    from unnest(p_queries, p_weights) as t (query, weight) where weight > 0);
begin
  if tenant is null or person is null or wanted is null then return; end if;
  return query execute format($q$
    with matching as materialized (
      select c.id, c.word_count, c.tsv
      from (select * from document_chunk d where d.organization_id = $1 and d.tsv @@ %L::tsquery offset 0) c
      join unnest($3, $4) as r (id, generation) on r.id = coalesce(c.shelf, c.repository_id, c.source_table)
      where (c.audience = 'organization' or c.audience = $2)
        and c.first_generation <= r.generation and coalesce(c.last_generation, r.generation) >= r.generation
        and ($5 is null or c.language = $5) and ($6 is null or c.source_id in (select unnest($6)))
      limit %s
    ), candidate as materialized (
      select m.* from matching m order by %s desc, m.word_count, m.id limit $7
    )
    select c.id, c.word_count, array(
      select width_bucket(ts_rank('{1,1,1,1}', c.tsv, t.query), $9) from unnest($8) with ordinality as t (query, place)
      order by t.place)
    from candidate c $q$, wanted, most_rows, score)
  using tenant, person, p_repository_ids, p_generations, p_language, p_file_ids, p_limit, p_queries::tsquery[], occurrences;
end $$;--> statement-breakpoint
revoke create on schema public from app_search;--> statement-breakpoint
do $$ begin execute format('revoke app_search from %I', current_user); end $$;
