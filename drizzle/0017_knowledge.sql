CREATE TYPE "public"."knowledge_category" AS ENUM('framework', 'patterns', 'mocks', 'fixtures', 'selectors', 'routes', 'assertions', 'hooks', 'utilities', 'coverage', 'gaps', 'improvements');--> statement-breakpoint
CREATE TYPE "public"."knowledge_freshness" AS ENUM('fresh', 'stale', 'contradicted');--> statement-breakpoint
CREATE TYPE "public"."knowledge_origin" AS ENUM('mined', 'written', 'agent');--> statement-breakpoint
CREATE TYPE "public"."knowledge_review" AS ENUM('proposed', 'accepted', 'rejected');--> statement-breakpoint
CREATE TABLE "knowledge_base" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"repository_id" text NOT NULL,
	"user_id" text,
	"category" "knowledge_category" NOT NULL,
	"title" text NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"examples" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"source_files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"origin" "knowledge_origin" NOT NULL,
	"is_edited" boolean DEFAULT false NOT NULL,
	"freshness" "knowledge_freshness" DEFAULT 'fresh' NOT NULL,
	"difference" jsonb,
	"checked_generation" integer DEFAULT 0 NOT NULL,
	"review" "knowledge_review" DEFAULT 'proposed' NOT NULL,
	"reviewed_by_user_id" text,
	"reviewed_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "knowledge_base_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "knowledge_base_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "knowledge_base_title_check" CHECK (length(title) between 1 and 200),
	CONSTRAINT "knowledge_base_content_check" CHECK (length(content) <= 100000),
	CONSTRAINT "knowledge_base_difference_check" CHECK ((freshness = 'fresh') = (difference is null))
);
--> statement-breakpoint
ALTER TABLE "knowledge_base" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_mining" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"repository_id" text NOT NULL,
	"generation" integer NOT NULL,
	"findings" jsonb NOT NULL,
	"files" integer NOT NULL,
	"duration_ms" integer NOT NULL,
	"mined_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "knowledge_mining_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "knowledge_mining_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "knowledge_mining" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD CONSTRAINT "knowledge_base_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD CONSTRAINT "knowledge_base_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD CONSTRAINT "knowledge_base_reviewed_by_user_id_user_id_fk" FOREIGN KEY ("reviewed_by_user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD CONSTRAINT "knowledge_base_repository_fk" FOREIGN KEY ("organization_id","repository_id") REFERENCES "public"."repository"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_mining" ADD CONSTRAINT "knowledge_mining_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_mining" ADD CONSTRAINT "knowledge_mining_repository_fk" FOREIGN KEY ("organization_id","repository_id") REFERENCES "public"."repository"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_base_organizationId_idx" ON "knowledge_base" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "knowledge_base_userId_idx" ON "knowledge_base" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "knowledge_base_reviewedByUserId_idx" ON "knowledge_base" USING btree ("reviewed_by_user_id");--> statement-breakpoint
CREATE INDEX "knowledge_base_repositoryId_idx" ON "knowledge_base" USING btree ("organization_id","repository_id","category");--> statement-breakpoint
CREATE UNIQUE INDEX "knowledge_base_mined_uidx" ON "knowledge_base" USING btree ("organization_id","repository_id","category") WHERE origin = 'mined';--> statement-breakpoint
CREATE INDEX "knowledge_mining_organizationId_idx" ON "knowledge_mining" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "knowledge_mining_repositoryId_uidx" ON "knowledge_mining" USING btree ("organization_id","repository_id");--> statement-breakpoint
CREATE POLICY "knowledge_base_tenant" ON "knowledge_base" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "knowledge_mining_tenant" ON "knowledge_mining" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
-- From here on written by hand.
alter table knowledge_base force row level security;--> statement-breakpoint
alter table knowledge_mining force row level security;--> statement-breakpoint
grant select, insert, update, delete on knowledge_base to app_tenant;--> statement-breakpoint
-- Mining makes entries and says how fresh they are. Their words and their review are a person's: it never changes them.
grant select, insert on knowledge_base to app_agent;--> statement-breakpoint
grant update (freshness, difference, source_files, checked_generation, updated_at) on knowledge_base to app_agent;--> statement-breakpoint
grant select on knowledge_mining to app_tenant;--> statement-breakpoint
grant select, insert, update on knowledge_mining to app_agent;
