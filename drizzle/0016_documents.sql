CREATE TYPE "public"."document_status" AS ENUM('pending', 'in_progress', 'completed', 'failed');--> statement-breakpoint
CREATE TABLE "document" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"folder_id" text,
	"name" text NOT NULL,
	"mime_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"content_text" text,
	"places" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"secret_spans" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"document_blob_id" text,
	"indexing_status" "document_status" DEFAULT 'pending' NOT NULL,
	"indexing_error" text,
	"deleted_at" timestamp (3) with time zone,
	"deletion_id" text,
	CONSTRAINT "document_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "document_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "document_deletion_check" CHECK ((deleted_at is null) = (deletion_id is null)),
	CONSTRAINT "document_error_check" CHECK ((indexing_status = 'failed') = (indexing_error is not null))
);
--> statement-breakpoint
ALTER TABLE "document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "document_blob" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"content_hash" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"storage_key" text NOT NULL,
	CONSTRAINT "document_blob_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "document_blob_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "document_blob" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "document_version" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"document_id" text NOT NULL,
	"user_id" text,
	"version" integer NOT NULL,
	"content" text NOT NULL,
	"note" text,
	"is_autosaved" boolean DEFAULT false NOT NULL,
	CONSTRAINT "document_version_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "document_version_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "document_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "folder" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"parent_folder_id" text,
	"name" text NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"deletion_id" text,
	CONSTRAINT "folder_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "folder_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "folder_deletion_check" CHECK ((deleted_at is null) = (deletion_id is null))
);
--> statement-breakpoint
ALTER TABLE "folder" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "document_chunk" DROP CONSTRAINT "document_chunk_parent_check";--> statement-breakpoint
ALTER TABLE "document_chunk" DROP CONSTRAINT "document_chunk_source_check";--> statement-breakpoint
ALTER TABLE "document_chunk" ADD COLUMN "document_id" text;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_folder_fk" FOREIGN KEY ("organization_id","folder_id") REFERENCES "public"."folder"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_blob_fk" FOREIGN KEY ("organization_id","document_blob_id") REFERENCES "public"."document_blob"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_blob" ADD CONSTRAINT "document_blob_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_version" ADD CONSTRAINT "document_version_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_version" ADD CONSTRAINT "document_version_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_version" ADD CONSTRAINT "document_version_document_fk" FOREIGN KEY ("organization_id","document_id") REFERENCES "public"."document"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "folder" ADD CONSTRAINT "folder_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "folder" ADD CONSTRAINT "folder_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "folder" ADD CONSTRAINT "folder_parent_fk" FOREIGN KEY ("organization_id","parent_folder_id") REFERENCES "public"."folder"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_organizationId_idx" ON "document" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "document_folderId_idx" ON "document" USING btree ("organization_id","folder_id");--> statement-breakpoint
CREATE INDEX "document_documentBlobId_idx" ON "document" USING btree ("organization_id","document_blob_id");--> statement-breakpoint
CREATE INDEX "document_userId_idx" ON "document" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_place_uidx" ON "document" USING btree ("organization_id",coalesce(folder_id, ''),"name") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "document_blob_organizationId_idx" ON "document_blob" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_blob_contentHash_uidx" ON "document_blob" USING btree ("organization_id","content_hash");--> statement-breakpoint
CREATE INDEX "document_version_organizationId_idx" ON "document_version" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "document_version_userId_idx" ON "document_version" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_version_version_uidx" ON "document_version" USING btree ("organization_id","document_id","version");--> statement-breakpoint
CREATE INDEX "folder_organizationId_idx" ON "folder" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "folder_parentFolderId_idx" ON "folder" USING btree ("organization_id","parent_folder_id");--> statement-breakpoint
CREATE INDEX "folder_userId_idx" ON "folder" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "folder_place_uidx" ON "folder" USING btree ("organization_id",coalesce(parent_folder_id, ''),"name") WHERE deleted_at is null;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_document_fk" FOREIGN KEY ("organization_id","document_id") REFERENCES "public"."document"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_chunk_documentId_idx" ON "document_chunk" USING btree ("organization_id","document_id") WHERE document_id is not null;--> statement-breakpoint
CREATE INDEX "document_chunk_contentHash_idx" ON "document_chunk" USING btree ("organization_id","content_hash") WHERE document_id is not null;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_parent_check" CHECK (num_nonnulls(file_id, document_id) = 1);--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_source_check" CHECK (source_id = coalesce(file_id, document_id) and (source_table = 'file') = (file_id is not null)
        and (source_table = 'document') = (document_id is not null) and (file_id is null) = (repository_id is null));--> statement-breakpoint
CREATE POLICY "document_tenant" ON "document" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "document_blob_tenant" ON "document_blob" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "document_version_tenant" ON "document_version" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "folder_tenant" ON "folder" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
-- From here on written by hand.
alter table folder force row level security;--> statement-breakpoint
alter table document_blob force row level security;--> statement-breakpoint
alter table document force row level security;--> statement-breakpoint
alter table document_version force row level security;--> statement-breakpoint
-- What is deleted goes for good in the background only, when it can be undone no more.
grant select, insert, update on folder, document, document_version to app_tenant;--> statement-breakpoint
grant select, insert on document_blob to app_tenant;--> statement-breakpoint
grant select, delete on folder, document, document_blob to app_agent;--> statement-breakpoint
-- For the receipt of a purge.
grant select (organization_id) on document_version to app_agent;--> statement-breakpoint
-- What background work finds out: never a name, a place or a version.
grant update (indexing_status, indexing_error, content_text, places, secret_spans, updated_at) on document to app_agent;--> statement-breakpoint
-- As in 0014, for documents too, whose shelf is called `document`. Their chunks carry no repository.
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
          select d.repository_id, d.source_table, d.audience, d.first_generation, d.last_generation from document_chunk d
          where d.organization_id = $1 and d.tsv @@ %L::tsquery offset 0) c
        join unnest($3, $4) as r (id, generation) on r.id = coalesce(c.repository_id, c.source_table)
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
      join unnest($3, $4) as r (id, generation) on r.id = coalesce(c.repository_id, c.source_table)
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
