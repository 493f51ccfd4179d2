-- Written by hand: the search functions of 0003 again. Now the counts leave out what is not published, every search reads a
-- bounded number of rows, a literal too short for trigrams reads a bounded number of bytes, and the planner sees the words.
do $$ begin execute format('grant app_search to %I', current_user); end $$;--> statement-breakpoint
grant create on schema public to app_search;--> statement-breakpoint
drop function search_words(text[], real[], text[], int[], text, text[], int);--> statement-breakpoint
drop function count_words(text[], int);--> statement-breakpoint
drop function search_literal(text, boolean, text[], int[], text, text[], int);--> statement-breakpoint

-- The chunks with the heaviest terms, and how often each term stands in them. `p_queries` are tsquery literals of one word.
-- Words of weight 0 count in the ranking but are too common to look for. ts_rank of one word is the sum of 1/i² over its n
-- occurrences, divided by 1.64493: width_bucket turns it back into n, in a tenth of the time that unnest(tsv) takes.
create function search_words(
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
      from document_chunk c
      join unnest($3, $4) as r (id, generation) on r.id = c.repository_id
      where c.organization_id = $1 and (c.audience = 'organization' or c.audience = $2)
        and c.tsv @@ %L::tsquery
        and c.first_generation <= r.generation and coalesce(c.last_generation, r.generation) >= r.generation
        and ($5 is null or c.language = $5) and ($6 is null or c.file_id in (select unnest($6)))
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

-- In how many published chunks each word stands, counted up to p_cap.
create function count_words(p_queries text[], p_repository_ids text[], p_generations int[], p_cap int) returns int[]
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
declare
  tenant constant text := nullif(current_setting('app.tenant_id', true), '');
  person constant text := nullif(current_setting('app.user_id', true), '');
  counted int;
  counts int[] := '{}';
  query tsquery;
begin
  if tenant is null or person is null then return counts; end if;
  foreach query in array p_queries::tsquery[] loop
    select count(*) into counted from (
      select from document_chunk c
      join unnest(p_repository_ids, p_generations) as r (id, generation) on r.id = c.repository_id
      where c.organization_id = tenant and (c.audience = 'organization' or c.audience = person)
        and c.first_generation <= r.generation and coalesce(c.last_generation, r.generation) >= r.generation
        and c.tsv @@ query limit p_cap) as seen;
    counts := counts || counted;
  end loop;
  return counts;
end $$;--> statement-breakpoint

-- Files that may hold a literal, up to p_limit, in the order of repository and path, and whether there is more than was
-- looked at. `p_pattern` is for ILIKE, `p_exact_pattern` for LIKE where letter case counts. Without three letters or digits
-- in a row trigrams name no file: then the first p_most_bytes of the scope are read.
create function search_literal(
  p_pattern text, p_exact_pattern text, p_has_trigram boolean, p_repository_ids text[], p_generations int[], p_language text,
  p_file_ids text[], p_limit int, p_most_bytes bigint
) returns table (file_ids text[], is_cut boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan as $$
declare
  tenant constant text := nullif(current_setting('app.tenant_id', true), '');
begin
  file_ids := '{}';
  is_cut := false;
  if tenant is not null and p_has_trigram then
    select coalesce(array_agg(found.id order by found.place, found.path), '{}') into file_ids from (
      select f.id, f.path, r.place from file f
      join unnest(p_repository_ids, p_generations) with ordinality as r (id, generation, place) on r.id = f.repository_id
      where f.organization_id = tenant and f.skipped_reason is null
        and f.content ilike p_pattern and (p_exact_pattern is null or f.content like p_exact_pattern)
        and f.first_generation <= r.generation and coalesce(f.last_generation, r.generation) >= r.generation
        and (p_language is null or f.language = p_language) and (p_file_ids is null or f.id in (select unnest(p_file_ids)))
      limit p_limit + 1) as found;
  elsif tenant is not null then
    with candidate as (
      select f.id, f.path, r.place, f.content, sum(f.size_bytes) over (order by r.place, f.path) as bytes from file f
      join unnest(p_repository_ids, p_generations) with ordinality as r (id, generation, place) on r.id = f.repository_id
      where f.organization_id = tenant and f.skipped_reason is null
        and f.first_generation <= r.generation and coalesce(f.last_generation, r.generation) >= r.generation
        and (p_language is null or f.language = p_language) and (p_file_ids is null or f.id in (select unnest(p_file_ids)))
    )
    select coalesce(array_agg(found.id order by found.place, found.path), '{}'),
      (select coalesce(max(bytes), 0) > p_most_bytes from candidate)
    into file_ids, is_cut from (
      select c.id, c.path, c.place from candidate c
      where c.bytes <= p_most_bytes and c.content ilike p_pattern and (p_exact_pattern is null or c.content like p_exact_pattern)
      order by c.place, c.path
      limit p_limit + 1) as found;
  end if;
  is_cut := is_cut or cardinality(file_ids) > p_limit;
  file_ids := file_ids[1:p_limit];
  return next;
end $$;--> statement-breakpoint

-- Background work calls this when it has published: without statistics the planner walks a whole organization for one
-- word, and PGlite has nothing that gathers them by itself. Belongs to whoever migrates, because only a table's owner may.
create function refresh_search_statistics() returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
set default_statistics_target = 20 as $$
begin
  perform gin_clean_pending_list('document_chunk_tsv_idx'), gin_clean_pending_list('file_content_trgm_idx');
  analyze document_chunk (organization_id, repository_id, file_id, language, audience, first_generation, last_generation, tsv);
  analyze file (organization_id, repository_id, path, language, skipped_reason, first_generation, last_generation);
  analyze chunk_signature (organization_id, repository_id, source_id, embedding_model, first_generation, last_generation);
end $$;--> statement-breakpoint

revoke all on function search_words(text[], real[], text[], int[], text, text[], int) from public;--> statement-breakpoint
revoke all on function count_words(text[], text[], int[], int) from public;--> statement-breakpoint
revoke all on function search_literal(text, text, boolean, text[], int[], text, text[], int, bigint) from public;--> statement-breakpoint
revoke all on function refresh_search_statistics() from public;--> statement-breakpoint
grant execute on function search_words(text[], real[], text[], int[], text, text[], int) to app_tenant;--> statement-breakpoint
grant execute on function count_words(text[], text[], int[], int) to app_tenant;--> statement-breakpoint
grant execute on function search_literal(text, text, boolean, text[], int[], text, text[], int, bigint) to app_tenant;--> statement-breakpoint
grant execute on function refresh_search_statistics() to app_agent;--> statement-breakpoint
alter function search_words(text[], real[], text[], int[], text, text[], int) owner to app_search;--> statement-breakpoint
alter function count_words(text[], text[], int[], int) owner to app_search;--> statement-breakpoint
alter function search_literal(text, text, boolean, text[], int[], text, text[], int, bigint) owner to app_search;--> statement-breakpoint
revoke create on schema public from app_search;--> statement-breakpoint
do $$ begin execute format('revoke app_search from %I', current_user); end $$;
