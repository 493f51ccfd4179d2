CREATE TYPE "public"."embedding_run_status" AS ENUM('queued', 'running', 'completed', 'failed', 'cancelled', 'superseded');--> statement-breakpoint
CREATE TABLE "chunk_shadow" (
	"chunk_id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text DEFAULT 'organization' NOT NULL,
	"content_hash" text NOT NULL,
	"embedding_model" text NOT NULL,
	"embedding" halfvec(1536) NOT NULL,
	"bits" bit(1536) NOT NULL,
	CONSTRAINT "chunk_shadow_organizationId_id_key" UNIQUE("organization_id","chunk_id"),
	CONSTRAINT "chunk_shadow_organizationId_id_audience_key" UNIQUE("organization_id","chunk_id","audience"),
	CONSTRAINT "chunk_shadow_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "chunk_shadow" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "embedding_run" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"model" text NOT NULL,
	"previous_model" text NOT NULL,
	"status" "embedding_run_status" DEFAULT 'queued' NOT NULL,
	"phase" text DEFAULT 'waiting' NOT NULL,
	"chunks_total" integer DEFAULT 0 NOT NULL,
	"chunks_done" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"lease_token" text,
	"started_at" timestamp (3) with time zone,
	"switched_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "embedding_run_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "embedding_run_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "embedding_run_phase_check" CHECK (phase in ('waiting', 'embedding', 'moving', 'done'))
);
--> statement-breakpoint
ALTER TABLE "embedding_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "embedding_setting" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"model" text NOT NULL,
	"is_moving" boolean DEFAULT false NOT NULL,
	CONSTRAINT "embedding_setting_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "embedding_setting_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "embedding_setting" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chunk_shadow" ADD CONSTRAINT "chunk_shadow_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunk_shadow" ADD CONSTRAINT "chunk_shadow_chunk_fk" FOREIGN KEY ("organization_id","chunk_id","audience") REFERENCES "public"."document_chunk"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "embedding_run" ADD CONSTRAINT "embedding_run_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embedding_run" ADD CONSTRAINT "embedding_run_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embedding_setting" ADD CONSTRAINT "embedding_setting_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chunk_shadow_organizationId_idx" ON "chunk_shadow" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "chunk_shadow_contentHash_idx" ON "chunk_shadow" USING btree ("organization_id","content_hash");--> statement-breakpoint
CREATE INDEX "embedding_run_organizationId_idx" ON "embedding_run" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "embedding_run_organizationId_createdAt_id_idx" ON "embedding_run" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "embedding_run_userId_idx" ON "embedding_run" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "embedding_run_active_uidx" ON "embedding_run" USING btree ("organization_id") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "embedding_setting_organizationId_idx" ON "embedding_setting" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "embedding_setting_one_uidx" ON "embedding_setting" USING btree ("organization_id");--> statement-breakpoint
CREATE POLICY "chunk_shadow_tenant" ON "chunk_shadow" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "chunk_shadow_audience" ON "chunk_shadow" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "embedding_run_tenant" ON "embedding_run" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "embedding_setting_tenant" ON "embedding_setting" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
-- From here on written by hand: what is indexed already was searched by the model most of it carries. The owner is bound by
-- row security too, so it is not forced while the rows of all organizations are looked at.
alter table chunk_signature no force row level security;--> statement-breakpoint
insert into embedding_setting (id, organization_id, model)
  select gen_random_uuid()::text, organization_id, mode() within group (order by embedding_model)
  from chunk_signature group by organization_id;--> statement-breakpoint
alter table chunk_signature force row level security;--> statement-breakpoint
alter table embedding_setting force row level security;--> statement-breakpoint
alter table embedding_run force row level security;--> statement-breakpoint
alter table chunk_shadow force row level security;--> statement-breakpoint
grant select on embedding_setting, chunk_shadow to app_tenant;--> statement-breakpoint
grant select, insert, update on embedding_run to app_tenant;--> statement-breakpoint
grant select, insert, update on embedding_setting, embedding_run to app_agent;--> statement-breakpoint
grant select, insert, delete on chunk_shadow to app_agent;--> statement-breakpoint
-- As before, and the shadow, which searches read right after a change of model.
create or replace function refresh_search_statistics() returns void
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
set default_statistics_target = 20 as $$
begin
  perform gin_clean_pending_list('document_chunk_tsv_idx'), gin_clean_pending_list('file_content_trgm_idx');
  analyze document_chunk (organization_id, repository_id, file_id, language, audience, first_generation, last_generation, tsv);
  analyze file (organization_id, repository_id, path, language, skipped_reason, first_generation, last_generation);
  analyze chunk_signature (organization_id, repository_id, source_id, embedding_model, first_generation, last_generation);
  analyze chunk_shadow (chunk_id, organization_id, embedding_model, content_hash);
end $$;
