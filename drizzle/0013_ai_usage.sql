CREATE TABLE "ai_model" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"provider" text NOT NULL,
	"api_model_id" text NOT NULL,
	"display_name" text NOT NULL,
	"context_window" integer,
	"max_output_tokens" integer,
	"supported_features" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "ai_model_provider_check" CHECK (provider in ('openai-compatible', 'anthropic', 'google'))
);
--> statement-breakpoint
CREATE TABLE "ai_model_price" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ai_model_id" text NOT NULL,
	"unit" text NOT NULL,
	"price" numeric(10, 6) NOT NULL,
	"effective_from" date DEFAULT current_date NOT NULL,
	CONSTRAINT "ai_model_price_unit_check" CHECK (unit in ('input_token', 'output_token', 'cached_input_token')),
	CONSTRAINT "ai_model_price_price_check" CHECK (price >= 0)
);
--> statement-breakpoint
CREATE TABLE "ai_call_detail" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text DEFAULT 'organization' NOT NULL,
	"ai_usage_id" text NOT NULL,
	"system_prompt" text,
	"request" jsonb NOT NULL,
	"response" jsonb,
	"thinking_blocks" jsonb,
	CONSTRAINT "ai_call_detail_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "ai_call_detail_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "ai_call_detail_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "ai_call_detail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ai_usage" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"ai_model_id" text NOT NULL,
	"feature" text NOT NULL,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cached_input_tokens" integer DEFAULT 0 NOT NULL,
	"cost" numeric(10, 6),
	"latency_ms" integer NOT NULL,
	"stop_reason" text NOT NULL,
	"correlation_id" uuid NOT NULL,
	CONSTRAINT "ai_usage_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "ai_usage_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "ai_usage_feature_check" CHECK (feature ~ '^[a-z_]+$'),
	CONSTRAINT "ai_usage_tokens_check" CHECK (input_tokens >= 0 and output_tokens >= 0 and cached_input_tokens >= 0)
);
--> statement-breakpoint
ALTER TABLE "ai_usage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "usage_counter" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"metric" text NOT NULL,
	"period_start" date NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "usage_counter_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "usage_counter_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "usage_counter_used_check" CHECK (used >= 0)
);
--> statement-breakpoint
ALTER TABLE "usage_counter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "usage_event" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"event_type" text NOT NULL,
	"quantity" integer NOT NULL,
	"idempotency_key" text NOT NULL,
	CONSTRAINT "usage_event_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "usage_event_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "usage_event_type_check" CHECK (event_type ~ '^[a-z_]+\.[a-z_]+$')
);
--> statement-breakpoint
ALTER TABLE "usage_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ai_model_price" ADD CONSTRAINT "ai_model_price_ai_model_id_ai_model_id_fk" FOREIGN KEY ("ai_model_id") REFERENCES "public"."ai_model"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_call_detail" ADD CONSTRAINT "ai_call_detail_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_call_detail" ADD CONSTRAINT "ai_call_detail_usage_fk" FOREIGN KEY ("organization_id","ai_usage_id") REFERENCES "public"."ai_usage"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_ai_model_id_ai_model_id_fk" FOREIGN KEY ("ai_model_id") REFERENCES "public"."ai_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_counter" ADD CONSTRAINT "usage_counter_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_event" ADD CONSTRAINT "usage_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ai_model_apiModelId_uidx" ON "ai_model" USING btree ("api_model_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ai_model_price_day_uidx" ON "ai_model_price" USING btree ("ai_model_id","unit","effective_from");--> statement-breakpoint
CREATE INDEX "ai_model_price_aiModelId_idx" ON "ai_model_price" USING btree ("ai_model_id");--> statement-breakpoint
CREATE INDEX "ai_call_detail_organizationId_idx" ON "ai_call_detail" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ai_call_detail_one_uidx" ON "ai_call_detail" USING btree ("organization_id","ai_usage_id");--> statement-breakpoint
CREATE INDEX "ai_usage_organizationId_idx" ON "ai_usage" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "ai_usage_userId_idx" ON "ai_usage" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "ai_usage_aiModelId_idx" ON "ai_usage" USING btree ("ai_model_id");--> statement-breakpoint
CREATE INDEX "ai_usage_organizationId_createdAt_id_idx" ON "ai_usage" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "usage_counter_organizationId_idx" ON "usage_counter" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "usage_counter_period_uidx" ON "usage_counter" USING btree ("organization_id","metric","period_start");--> statement-breakpoint
CREATE INDEX "usage_event_organizationId_idx" ON "usage_event" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "usage_event_idempotencyKey_uidx" ON "usage_event" USING btree ("organization_id","idempotency_key");--> statement-breakpoint
CREATE POLICY "ai_call_detail_tenant" ON "ai_call_detail" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "ai_call_detail_audience" ON "ai_call_detail" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "ai_usage_tenant" ON "ai_usage" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "usage_counter_tenant" ON "usage_counter" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "usage_event_tenant" ON "usage_event" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
-- From here on written by hand.
alter table ai_usage force row level security;--> statement-breakpoint
alter table ai_call_detail force row level security;--> statement-breakpoint
alter table usage_event force row level security;--> statement-breakpoint
alter table usage_counter force row level security;--> statement-breakpoint
-- Models and prices are written by migrate, as owner.
grant select on ai_model, ai_model_price to app_tenant, app_agent;--> statement-breakpoint
grant select on ai_usage, ai_call_detail, usage_event, usage_counter to app_tenant;--> statement-breakpoint
-- Append-only: no update, no delete. Sharing a conversation hands its details on, hence the update of their audience.
grant select, insert on ai_usage, usage_event to app_agent;--> statement-breakpoint
grant select, insert, update on ai_call_detail, usage_counter to app_agent;
