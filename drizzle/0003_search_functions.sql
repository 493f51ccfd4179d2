-- Written by hand. Under row security an index cannot serve an operator that is not leakproof (@@, LIKE with trigrams), so
-- these searches run as app_search, which owns nothing else, reads through its own policies, and never logs in. The tenant
-- and the person come from the transaction's settings, never from an argument: a caller cannot ask for another's rows.
create function search_words(
  p_terms text[], p_weights real[], p_repository_ids text[], p_generations int[], p_language text, p_file_ids text[], p_limit int
) returns table (chunk_id text, word_count int, frequencies int[])
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant text := nullif(current_setting('app.tenant_id', true), '');
  person text := nullif(current_setting('app.user_id', true), '');
  -- Terms of weight 0 count in the ranking but are too common to look for.
  wanted text := (select string_agg('''' || replace(replace(term, '\', '\\'), '''', '''''') || '''', ' | ')
                  from unnest(p_terms, p_weights) as t (term, weight) where weight > 0);
  score text := (select string_agg(format('case when c.tsv @@ %L::tsquery then %s else 0 end',
                   '''' || replace(replace(term, '\', '\\'), '''', '''''') || '''', weight), ' + ')
                 from unnest(p_terms, p_weights) as t (term, weight) where weight > 0);
begin
  if tenant is null or person is null or wanted is null then return; end if;
  return query execute format($q$
    with candidate as materialized (
      select c.id, c.word_count, c.tsv
      from document_chunk c
      join unnest($3, $4) as r (id, generation) on r.id = c.repository_id
      where c.organization_id = $1 and (c.audience = 'organization' or c.audience = $2)
        and c.tsv @@ %L::tsquery
        and c.first_generation <= r.generation and coalesce(c.last_generation, r.generation) >= r.generation
        and ($5 is null or c.language = $5) and ($6 is null or c.file_id = any ($6))
      order by %s desc, c.word_count, c.id
      limit $7
    )
    select c.id, c.word_count, array(
      select coalesce(cardinality(w.positions), 0) from unnest($8) with ordinality as t (term, place)
      left join unnest(c.tsv) as w on w.lexeme = t.term order by t.place)
    from candidate c $q$, wanted, score)
  using tenant, person, p_repository_ids, p_generations, p_language, p_file_ids, p_limit, p_terms;
end $$;--> statement-breakpoint

-- In how many chunks of the organization each term stands, counted up to p_cap.
create function count_words(p_terms text[], p_cap int) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant text := nullif(current_setting('app.tenant_id', true), '');
  person text := nullif(current_setting('app.user_id', true), '');
  counted int;
  counts int[] := '{}';
  term text;
begin
  if tenant is null or person is null then return counts; end if;
  foreach term in array p_terms loop
    select count(*) into counted from (
      select from document_chunk c
      where c.organization_id = tenant and (c.audience = 'organization' or c.audience = person)
        and c.tsv @@ ('''' || replace(replace(term, '\', '\\'), '''', '''''') || '''')::tsquery limit p_cap) as seen;
    counts := counts || counted;
  end loop;
  return counts;
end $$;--> statement-breakpoint

-- Files that hold a pattern (LIKE, escaped by the caller), in the order of repository and path. The first comparison can use
-- the trigram index, the second settles letter case.
create function search_literal(
  p_pattern text, p_case_sensitive boolean, p_repository_ids text[], p_generations int[], p_language text, p_file_ids text[],
  p_limit int
) returns table (file_id text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant text := nullif(current_setting('app.tenant_id', true), '');
begin
  if tenant is null then return; end if;
  return query
    select f.id from file f
    join unnest(p_repository_ids, p_generations) with ordinality as r (id, generation, place) on r.id = f.repository_id
    where f.organization_id = tenant and f.skipped_reason is null
      and f.content ilike p_pattern and (not p_case_sensitive or f.content like p_pattern)
      and f.first_generation <= r.generation and coalesce(f.last_generation, r.generation) >= r.generation
      and (p_language is null or f.language = p_language) and (p_file_ids is null or f.id = any (p_file_ids))
    order by r.place, f.path
    limit p_limit;
end $$;--> statement-breakpoint

-- Handing a function over needs both for a moment, when the migrating owner is no superuser.
do $$ begin execute format('grant app_search to %I', current_user); end $$;--> statement-breakpoint
grant create on schema public to app_search;--> statement-breakpoint
revoke all on function search_words(text[], real[], text[], int[], text, text[], int) from public;--> statement-breakpoint
revoke all on function count_words(text[], int) from public;--> statement-breakpoint
revoke all on function search_literal(text, boolean, text[], int[], text, text[], int) from public;--> statement-breakpoint
grant execute on function search_words(text[], real[], text[], int[], text, text[], int) to app_tenant;--> statement-breakpoint
grant execute on function count_words(text[], int) to app_tenant;--> statement-breakpoint
grant execute on function search_literal(text, boolean, text[], int[], text, text[], int) to app_tenant;--> statement-breakpoint
alter function search_words(text[], real[], text[], int[], text, text[], int) owner to app_search;--> statement-breakpoint
alter function count_words(text[], int) owner to app_search;--> statement-breakpoint
alter function search_literal(text, boolean, text[], int[], text, text[], int) owner to app_search;--> statement-breakpoint
revoke create on schema public from app_search;--> statement-breakpoint
do $$ begin execute format('revoke app_search from %I', current_user); end $$;
