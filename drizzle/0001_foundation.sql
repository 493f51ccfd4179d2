CREATE TYPE "public"."index_run_status" AS ENUM('queued', 'running', 'completed', 'failed', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."indexing_status" AS ENUM('idle', 'queued', 'running', 'completed', 'failed');--> statement-breakpoint
CREATE TYPE "public"."source_kind" AS ENUM('git', 'upload', 'folder');--> statement-breakpoint
CREATE TYPE "public"."invitation_status" AS ENUM('pending', 'accepted', 'rejected', 'canceled');--> statement-breakpoint
CREATE TYPE "public"."member_role" AS ENUM('owner', 'admin', 'member', 'viewer');--> statement-breakpoint
CREATE TYPE "public"."plan" AS ENUM('free', 'pro', 'enterprise');--> statement-breakpoint
CREATE TYPE "public"."subscription_status" AS ENUM('active', 'past_due', 'cancelled', 'expired');--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"action" text NOT NULL,
	"entity_table" text NOT NULL,
	"entity_id" text NOT NULL,
	"event_data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"correlation_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ip" text,
	"user_agent" text,
	CONSTRAINT "audit_event_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "audit_event_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "audit_event_action_check" CHECK (action ~ '^[a-z_]+\.[a-z_]+$')
);
--> statement-breakpoint
ALTER TABLE "audit_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jwks" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"alg" text,
	"crv" text,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "security_event" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"action" text NOT NULL,
	"event_data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"ip" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"active_organization_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_profile" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"preferences" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunk_signature" (
	"chunk_id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text DEFAULT 'organization' NOT NULL,
	"bits" bit(1536) NOT NULL,
	"repository_id" text,
	"source_table" text NOT NULL,
	"source_id" text NOT NULL,
	"language" text,
	"embedding_model" text NOT NULL,
	"first_generation" integer NOT NULL,
	"last_generation" integer,
	CONSTRAINT "chunk_signature_organizationId_id_key" UNIQUE("organization_id","chunk_id"),
	CONSTRAINT "chunk_signature_organizationId_id_audience_key" UNIQUE("organization_id","chunk_id","audience"),
	CONSTRAINT "chunk_signature_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "chunk_signature" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "document_chunk" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text DEFAULT 'organization' NOT NULL,
	"file_id" text,
	"source_table" text NOT NULL,
	"source_id" text NOT NULL,
	"repository_id" text,
	"language" text,
	"position" integer NOT NULL,
	"content" text NOT NULL,
	"symbol" text,
	"symbol_kind" text,
	"scope" text,
	"start_line" integer,
	"end_line" integer,
	"start_char" integer NOT NULL,
	"end_char" integer NOT NULL,
	"content_hash" text NOT NULL,
	"first_generation" integer NOT NULL,
	"last_generation" integer,
	"tsv" "tsvector" NOT NULL,
	"word_count" integer NOT NULL,
	"embedding" halfvec(1536),
	"embedding_model" text,
	CONSTRAINT "document_chunk_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "document_chunk_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "document_chunk_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "document_chunk_parent_check" CHECK (num_nonnulls(file_id) = 1),
	CONSTRAINT "document_chunk_source_check" CHECK (source_table = 'file' and source_id = file_id and repository_id is not null),
	CONSTRAINT "document_chunk_model_check" CHECK ((embedding is null) = (embedding_model is null))
);
--> statement-breakpoint
ALTER TABLE "document_chunk" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "file" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"repository_id" text NOT NULL,
	"path" text NOT NULL,
	"language" text,
	"size_bytes" bigint NOT NULL,
	"content" text DEFAULT '' NOT NULL,
	"content_hash" text NOT NULL,
	"skipped_reason" text,
	"secret_lines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"first_generation" integer NOT NULL,
	"last_generation" integer,
	CONSTRAINT "file_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "file_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "index_run" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"repository_id" text NOT NULL,
	"user_id" text,
	"upload_id" text,
	"status" "index_run_status" DEFAULT 'queued' NOT NULL,
	"phase" text DEFAULT 'waiting' NOT NULL,
	"generation" integer NOT NULL,
	"files_total" integer DEFAULT 0 NOT NULL,
	"files_indexed" integer DEFAULT 0 NOT NULL,
	"files_unchanged" integer DEFAULT 0 NOT NULL,
	"files_skipped" integer DEFAULT 0 NOT NULL,
	"files_removed" integer DEFAULT 0 NOT NULL,
	"chunks" integer DEFAULT 0 NOT NULL,
	"embeddings" integer DEFAULT 0 NOT NULL,
	"error" text,
	"lease_token" text,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "index_run_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "index_run_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "index_run_phase_check" CHECK (phase in ('waiting', 'listing', 'indexing', 'publishing', 'done'))
);
--> statement-breakpoint
ALTER TABLE "index_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "repository" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"name" text NOT NULL,
	"source_kind" "source_kind" NOT NULL,
	"url" text,
	"default_branch" text,
	"credential" text,
	"indexing_status" "indexing_status" DEFAULT 'idle' NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"last_indexed_at" timestamp (3) with time zone,
	"last_indexed_commit" text,
	"last_error" text,
	CONSTRAINT "repository_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "repository_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "repository" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"email" text NOT NULL,
	"role" "member_role" DEFAULT 'member' NOT NULL,
	"status" "invitation_status" DEFAULT 'pending' NOT NULL,
	"inviter_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitation_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "invitation_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" "member_role" DEFAULT 'member' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "member_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organization" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"logo" text,
	"metadata" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "organization" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "subscription" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"plan" "plan" DEFAULT 'free' NOT NULL,
	"status" "subscription_status" DEFAULT 'active' NOT NULL,
	"current_period_start" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"current_period_end" timestamp (3) with time zone,
	CONSTRAINT "subscription_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "subscription_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "subscription" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "upload" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"received_bytes" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "upload_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "upload_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "upload_receivedBytes_check" CHECK (received_bytes between 0 and size_bytes)
);
--> statement-breakpoint
ALTER TABLE "upload" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "upload_part" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"upload_id" text NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "upload_part_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "upload_part_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "upload_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_event" ADD CONSTRAINT "security_event_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_profile" ADD CONSTRAINT "user_profile_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunk_signature" ADD CONSTRAINT "chunk_signature_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunk_signature" ADD CONSTRAINT "chunk_signature_chunk_fk" FOREIGN KEY ("organization_id","chunk_id","audience") REFERENCES "public"."document_chunk"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "chunk_signature" ADD CONSTRAINT "chunk_signature_repository_fk" FOREIGN KEY ("organization_id","repository_id") REFERENCES "public"."repository"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_file_fk" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."file"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_chunk" ADD CONSTRAINT "document_chunk_repository_fk" FOREIGN KEY ("organization_id","repository_id") REFERENCES "public"."repository"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file" ADD CONSTRAINT "file_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file" ADD CONSTRAINT "file_repository_fk" FOREIGN KEY ("organization_id","repository_id") REFERENCES "public"."repository"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_run" ADD CONSTRAINT "index_run_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_run" ADD CONSTRAINT "index_run_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_run" ADD CONSTRAINT "index_run_repository_fk" FOREIGN KEY ("organization_id","repository_id") REFERENCES "public"."repository"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_run" ADD CONSTRAINT "index_run_upload_fk" FOREIGN KEY ("organization_id","upload_id") REFERENCES "public"."upload"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repository" ADD CONSTRAINT "repository_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repository" ADD CONSTRAINT "repository_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_inviter_id_user_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_upload_fk" FOREIGN KEY ("organization_id","upload_id") REFERENCES "public"."upload"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_organizationId_idx" ON "audit_event" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "audit_event_userId_idx" ON "audit_event" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_event_organizationId_createdAt_id_idx" ON "audit_event" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "account_userId_idx" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_providerId_accountId_uidx" ON "account" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rate_limit_key_uidx" ON "rate_limit" USING btree ("key");--> statement-breakpoint
CREATE INDEX "security_event_userId_idx" ON "security_event" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "security_event_createdAt_id_idx" ON "security_event" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token_uidx" ON "session" USING btree ("token");--> statement-breakpoint
CREATE INDEX "session_userId_idx" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_email_uidx" ON "user" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "user_profile_userId_uidx" ON "user_profile" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier_idx" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "chunk_signature_organizationId_idx" ON "chunk_signature" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "chunk_signature_repositoryId_idx" ON "chunk_signature" USING btree ("organization_id","repository_id","first_generation");--> statement-breakpoint
CREATE INDEX "chunk_signature_sourceId_idx" ON "chunk_signature" USING btree ("organization_id","source_id");--> statement-breakpoint
CREATE INDEX "document_chunk_organizationId_idx" ON "document_chunk" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "document_chunk_source_idx" ON "document_chunk" USING btree ("organization_id","source_table","source_id");--> statement-breakpoint
CREATE INDEX "document_chunk_fileId_idx" ON "document_chunk" USING btree ("organization_id","file_id","position");--> statement-breakpoint
CREATE INDEX "document_chunk_repositoryId_idx" ON "document_chunk" USING btree ("organization_id","repository_id","first_generation");--> statement-breakpoint
CREATE INDEX "document_chunk_tsv_idx" ON "document_chunk" USING gin ("organization_id","tsv");--> statement-breakpoint
CREATE INDEX "file_organizationId_idx" ON "file" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "file_organizationId_repositoryId_path_firstGeneration_uidx" ON "file" USING btree ("organization_id","repository_id","path","first_generation");--> statement-breakpoint
CREATE INDEX "file_content_trgm_idx" ON "file" USING gin ("content" gin_trgm_ops) WHERE skipped_reason is null;--> statement-breakpoint
CREATE INDEX "index_run_organizationId_idx" ON "index_run" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "index_run_repository_idx" ON "index_run" USING btree ("organization_id","repository_id","created_at","id");--> statement-breakpoint
CREATE INDEX "index_run_upload_idx" ON "index_run" USING btree ("organization_id","upload_id");--> statement-breakpoint
CREATE INDEX "index_run_userId_idx" ON "index_run" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "index_run_active_uidx" ON "index_run" USING btree ("organization_id","repository_id") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "repository_organizationId_idx" ON "repository" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "repository_organizationId_name_uidx" ON "repository" USING btree ("organization_id",lower("name"));--> statement-breakpoint
CREATE INDEX "repository_userId_idx" ON "repository" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "repository_organizationId_createdAt_id_idx" ON "repository" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "invitation_organizationId_idx" ON "invitation" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_organizationId_email_uidx" ON "invitation" USING btree ("organization_id",lower("email")) WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "invitation_inviterId_idx" ON "invitation" USING btree ("inviter_id");--> statement-breakpoint
CREATE INDEX "member_organizationId_idx" ON "member" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "member_organizationId_userId_uidx" ON "member" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "member_userId_idx" ON "member" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organization_slug_uidx" ON "organization" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "subscription_organizationId_idx" ON "subscription" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscription_organizationId_uidx" ON "subscription" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "upload_organizationId_idx" ON "upload" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "upload_userId_idx" ON "upload" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "upload_part_organizationId_idx" ON "upload_part" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "upload_part_organizationId_uploadId_position_uidx" ON "upload_part" USING btree ("organization_id","upload_id","position");--> statement-breakpoint
CREATE POLICY "audit_event_tenant" ON "audit_event" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "user_auth" ON "user" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "user_fellow_member" ON "user" AS PERMISSIVE FOR SELECT TO "app_tenant" USING (id in (select user_id from member));--> statement-breakpoint
CREATE POLICY "chunk_signature_tenant" ON "chunk_signature" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "chunk_signature_audience" ON "chunk_signature" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "document_chunk_tenant" ON "document_chunk" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "document_chunk_audience" ON "document_chunk" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "document_chunk_search" ON "document_chunk" AS PERMISSIVE FOR SELECT TO "app_search" USING (true);--> statement-breakpoint
CREATE POLICY "file_tenant" ON "file" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "file_search" ON "file" AS PERMISSIVE FOR SELECT TO "app_search" USING (true);--> statement-breakpoint
CREATE POLICY "index_run_tenant" ON "index_run" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "repository_tenant" ON "repository" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "invitation_tenant" ON "invitation" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "invitation_auth" ON "invitation" AS PERMISSIVE FOR SELECT TO "app_auth" USING (true);--> statement-breakpoint
CREATE POLICY "member_tenant" ON "member" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "member_auth" ON "member" AS PERMISSIVE FOR SELECT TO "app_auth" USING (true);--> statement-breakpoint
CREATE POLICY "organization_tenant" ON "organization" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "organization_auth" ON "organization" AS PERMISSIVE FOR SELECT TO "app_auth" USING (true);--> statement-breakpoint
CREATE POLICY "subscription_tenant" ON "subscription" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "upload_tenant" ON "upload" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "upload_part_tenant" ON "upload_part" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));