CREATE TYPE "public"."agent_request_status" AS ENUM('pending', 'in_progress', 'completed', 'failed', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."tool_approval" AS ENUM('pending', 'approved', 'rejected', 'expired');--> statement-breakpoint
CREATE TYPE "public"."citation_verdict" AS ENUM('supported', 'unsupported');--> statement-breakpoint
CREATE TYPE "public"."conversation_status" AS ENUM('planning', 'confirmed', 'completed');--> statement-breakpoint
CREATE TYPE "public"."message_role" AS ENUM('system', 'user', 'assistant', 'tool');--> statement-breakpoint
CREATE TYPE "public"."conversation_step_status" AS ENUM('pending', 'in_progress', 'completed', 'failed', 'skipped');--> statement-breakpoint
CREATE TABLE "agent_event" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"agent_request_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"event_data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "agent_event_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "agent_event_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "agent_event_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "agent_event_type_check" CHECK (type ~ '^[a-z_]+$'),
	CONSTRAINT "agent_event_sequence_check" CHECK (sequence >= 1)
);
--> statement-breakpoint
ALTER TABLE "agent_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agent_request" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"conversation_id" text NOT NULL,
	"user_id" text,
	"triggering_message_id" text NOT NULL,
	"response_message_id" text NOT NULL,
	"conversation_step_id" text,
	"agent_type" text NOT NULL,
	"status" "agent_request_status" DEFAULT 'pending' NOT NULL,
	"progress" text DEFAULT 'waiting' NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"failure" text,
	"error" text,
	"client_key" text,
	"lease_token" text,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost" numeric(10, 6) DEFAULT '0' NOT NULL,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "agent_request_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "agent_request_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "agent_request_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "agent_request_type_check" CHECK (agent_type in ('assistant', 'plan', 'step')),
	CONSTRAINT "agent_request_step_check" CHECK ((agent_type = 'step') = (conversation_step_id is not null)),
	CONSTRAINT "agent_request_failure_check" CHECK (failure is null or status = 'failed' and failure in ('interrupted', 'unavailable', 'limit', 'refused', 'internal')),
	CONSTRAINT "agent_request_progress_check" CHECK (progress in ('waiting', 'searching', 'answering', 'checking', 'done'))
);
--> statement-breakpoint
ALTER TABLE "agent_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agent_session" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"conversation_id" text NOT NULL,
	"model_id" text,
	"context_state" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "agent_session_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "agent_session_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "agent_session_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "agent_session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agent_tool_call" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"agent_request_id" text NOT NULL,
	"tool_name" text NOT NULL,
	"input" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"approval" "tool_approval" DEFAULT 'pending' NOT NULL,
	"reason" text,
	"output" jsonb,
	"decided_by_user_id" text,
	"decided_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agent_tool_call_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "agent_tool_call_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "agent_tool_call_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "agent_tool_call" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "citation" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"message_id" text NOT NULL,
	"claim_index" integer NOT NULL,
	"position" integer NOT NULL,
	"chunk_id" text,
	"source_table" text NOT NULL,
	"source_id" text NOT NULL,
	"repository_id" text NOT NULL,
	"path" text NOT NULL,
	"start_line" integer NOT NULL,
	"end_line" integer NOT NULL,
	"start_char" integer NOT NULL,
	"end_char" integer NOT NULL,
	"quote" text NOT NULL,
	"content_hash" text NOT NULL,
	"verdict" "citation_verdict" NOT NULL,
	"reason" text,
	CONSTRAINT "citation_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "citation_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "citation_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "citation_span_check" CHECK (start_char >= 0 and end_char >= start_char),
	CONSTRAINT "citation_reason_check" CHECK ((verdict = 'unsupported') = (reason is not null))
);
--> statement-breakpoint
ALTER TABLE "citation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"user_id" text NOT NULL,
	"title" text,
	"status" "conversation_status" DEFAULT 'planning' NOT NULL,
	"plan" jsonb,
	"plan_hash" text,
	"confirmed_by_user_id" text,
	"confirmed_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"pinned_at" timestamp (3) with time zone,
	"last_message_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "conversation_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "conversation_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "conversation_audience_check" CHECK (audience in ('organization', user_id)),
	CONSTRAINT "conversation_confirmed_check" CHECK ((status = 'planning') = (confirmed_at is null) and (status = 'planning' or plan is not null))
);
--> statement-breakpoint
ALTER TABLE "conversation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation_message" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"conversation_id" text NOT NULL,
	"parent_message_id" text,
	"sequence" integer NOT NULL,
	"role" "message_role" NOT NULL,
	"user_id" text,
	"parts" jsonb NOT NULL,
	"text" text NOT NULL,
	"client_key" text,
	CONSTRAINT "conversation_message_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "conversation_message_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "conversation_message_conversation_key" UNIQUE("organization_id","conversation_id","id"),
	CONSTRAINT "conversation_message_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "conversation_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation_note" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"conversation_id" text NOT NULL,
	"conversation_step_id" text NOT NULL,
	"title" text NOT NULL,
	"content" text NOT NULL,
	CONSTRAINT "conversation_note_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "conversation_note_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "conversation_note_organizationId_check" CHECK (organization_id <> '')
);
--> statement-breakpoint
ALTER TABLE "conversation_note" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation_step" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"audience" text NOT NULL,
	"conversation_id" text NOT NULL,
	"plan_hash" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"input" jsonb NOT NULL,
	"status" "conversation_step_status" DEFAULT 'pending' NOT NULL,
	"result_message_id" text,
	"error" text,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "conversation_step_organizationId_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "conversation_step_organizationId_id_audience_key" UNIQUE("organization_id","id","audience"),
	CONSTRAINT "conversation_step_conversation_key" UNIQUE("organization_id","conversation_id","id"),
	CONSTRAINT "conversation_step_organizationId_check" CHECK (organization_id <> ''),
	CONSTRAINT "conversation_step_kind_check" CHECK (kind in ('search', 'read', 'answer', 'write_note'))
);
--> statement-breakpoint
ALTER TABLE "conversation_step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agent_event" ADD CONSTRAINT "agent_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_event" ADD CONSTRAINT "agent_event_request_fk" FOREIGN KEY ("organization_id","agent_request_id","audience") REFERENCES "public"."agent_request"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "agent_request" ADD CONSTRAINT "agent_request_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_request" ADD CONSTRAINT "agent_request_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_request" ADD CONSTRAINT "agent_request_conversation_fk" FOREIGN KEY ("organization_id","conversation_id","audience") REFERENCES "public"."conversation"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "agent_request" ADD CONSTRAINT "agent_request_trigger_fk" FOREIGN KEY ("organization_id","conversation_id","triggering_message_id") REFERENCES "public"."conversation_message"("organization_id","conversation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_request" ADD CONSTRAINT "agent_request_response_fk" FOREIGN KEY ("organization_id","conversation_id","response_message_id") REFERENCES "public"."conversation_message"("organization_id","conversation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_request" ADD CONSTRAINT "agent_request_step_fk" FOREIGN KEY ("organization_id","conversation_id","conversation_step_id") REFERENCES "public"."conversation_step"("organization_id","conversation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_session" ADD CONSTRAINT "agent_session_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_session" ADD CONSTRAINT "agent_session_conversation_fk" FOREIGN KEY ("organization_id","conversation_id","audience") REFERENCES "public"."conversation"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "agent_tool_call" ADD CONSTRAINT "agent_tool_call_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_tool_call" ADD CONSTRAINT "agent_tool_call_decided_by_user_id_user_id_fk" FOREIGN KEY ("decided_by_user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_tool_call" ADD CONSTRAINT "agent_tool_call_request_fk" FOREIGN KEY ("organization_id","agent_request_id","audience") REFERENCES "public"."agent_request"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "citation" ADD CONSTRAINT "citation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citation" ADD CONSTRAINT "citation_message_fk" FOREIGN KEY ("organization_id","message_id","audience") REFERENCES "public"."conversation_message"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "citation" ADD CONSTRAINT "citation_chunk_fk" FOREIGN KEY ("organization_id","chunk_id") REFERENCES "public"."document_chunk"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_confirmed_by_user_id_user_id_fk" FOREIGN KEY ("confirmed_by_user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_message" ADD CONSTRAINT "conversation_message_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_message" ADD CONSTRAINT "conversation_message_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_message" ADD CONSTRAINT "conversation_message_conversation_fk" FOREIGN KEY ("organization_id","conversation_id","audience") REFERENCES "public"."conversation"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "conversation_message" ADD CONSTRAINT "conversation_message_parent_fk" FOREIGN KEY ("organization_id","conversation_id","parent_message_id") REFERENCES "public"."conversation_message"("organization_id","conversation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_note" ADD CONSTRAINT "conversation_note_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_note" ADD CONSTRAINT "conversation_note_conversation_fk" FOREIGN KEY ("organization_id","conversation_id","audience") REFERENCES "public"."conversation"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "conversation_note" ADD CONSTRAINT "conversation_note_step_fk" FOREIGN KEY ("organization_id","conversation_id","conversation_step_id") REFERENCES "public"."conversation_step"("organization_id","conversation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_step" ADD CONSTRAINT "conversation_step_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_step" ADD CONSTRAINT "conversation_step_conversation_fk" FOREIGN KEY ("organization_id","conversation_id","audience") REFERENCES "public"."conversation"("organization_id","id","audience") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "conversation_step" ADD CONSTRAINT "conversation_step_result_fk" FOREIGN KEY ("organization_id","conversation_id","result_message_id") REFERENCES "public"."conversation_message"("organization_id","conversation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agent_event_organizationId_idx" ON "agent_event" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "agent_event_audience_idx" ON "agent_event" USING btree ("organization_id","agent_request_id","audience");--> statement-breakpoint
CREATE UNIQUE INDEX "agent_event_sequence_uidx" ON "agent_event" USING btree ("organization_id","agent_request_id","sequence");--> statement-breakpoint
CREATE INDEX "agent_request_organizationId_idx" ON "agent_request" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "agent_request_audience_idx" ON "agent_request" USING btree ("organization_id","conversation_id","audience");--> statement-breakpoint
CREATE INDEX "agent_request_trigger_idx" ON "agent_request" USING btree ("organization_id","conversation_id","triggering_message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "agent_request_response_uidx" ON "agent_request" USING btree ("organization_id","conversation_id","response_message_id");--> statement-breakpoint
CREATE INDEX "agent_request_step_idx" ON "agent_request" USING btree ("organization_id","conversation_id","conversation_step_id");--> statement-breakpoint
CREATE INDEX "agent_request_userId_idx" ON "agent_request" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "agent_request_clientKey_uidx" ON "agent_request" USING btree ("organization_id","user_id","client_key");--> statement-breakpoint
CREATE INDEX "agent_request_active_idx" ON "agent_request" USING btree ("organization_id","conversation_id") WHERE status in ('pending', 'in_progress');--> statement-breakpoint
CREATE INDEX "agent_session_organizationId_idx" ON "agent_session" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "agent_session_audience_idx" ON "agent_session" USING btree ("organization_id","conversation_id","audience");--> statement-breakpoint
CREATE UNIQUE INDEX "agent_session_conversation_uidx" ON "agent_session" USING btree ("organization_id","conversation_id");--> statement-breakpoint
CREATE INDEX "agent_tool_call_organizationId_idx" ON "agent_tool_call" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "agent_tool_call_audience_idx" ON "agent_tool_call" USING btree ("organization_id","agent_request_id","audience");--> statement-breakpoint
CREATE INDEX "agent_tool_call_decidedByUserId_idx" ON "agent_tool_call" USING btree ("decided_by_user_id");--> statement-breakpoint
CREATE INDEX "citation_organizationId_idx" ON "citation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "citation_audience_idx" ON "citation" USING btree ("organization_id","message_id","audience");--> statement-breakpoint
CREATE INDEX "citation_chunk_idx" ON "citation" USING btree ("organization_id","chunk_id");--> statement-breakpoint
CREATE UNIQUE INDEX "citation_position_uidx" ON "citation" USING btree ("organization_id","message_id","claim_index","position");--> statement-breakpoint
CREATE INDEX "conversation_organizationId_idx" ON "conversation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "conversation_userId_idx" ON "conversation" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "conversation_confirmedByUserId_idx" ON "conversation" USING btree ("confirmed_by_user_id");--> statement-breakpoint
CREATE INDEX "conversation_organizationId_lastMessageAt_id_idx" ON "conversation" USING btree ("organization_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversation_message_organizationId_idx" ON "conversation_message" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "conversation_message_parent_idx" ON "conversation_message" USING btree ("organization_id","conversation_id","parent_message_id");--> statement-breakpoint
CREATE INDEX "conversation_message_audience_idx" ON "conversation_message" USING btree ("organization_id","conversation_id","audience");--> statement-breakpoint
CREATE INDEX "conversation_message_userId_idx" ON "conversation_message" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_message_sequence_uidx" ON "conversation_message" USING btree ("organization_id","conversation_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_message_clientKey_uidx" ON "conversation_message" USING btree ("organization_id","user_id","client_key");--> statement-breakpoint
CREATE INDEX "conversation_note_organizationId_idx" ON "conversation_note" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "conversation_note_audience_idx" ON "conversation_note" USING btree ("organization_id","conversation_id","audience");--> statement-breakpoint
CREATE INDEX "conversation_note_step_idx" ON "conversation_note" USING btree ("organization_id","conversation_id","conversation_step_id");--> statement-breakpoint
CREATE INDEX "conversation_step_organizationId_idx" ON "conversation_step" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "conversation_step_result_idx" ON "conversation_step" USING btree ("organization_id","conversation_id","result_message_id");--> statement-breakpoint
CREATE INDEX "conversation_step_audience_idx" ON "conversation_step" USING btree ("organization_id","conversation_id","audience");--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_step_position_uidx" ON "conversation_step" USING btree ("organization_id","conversation_id","plan_hash","position");--> statement-breakpoint
CREATE POLICY "agent_event_tenant" ON "agent_event" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "agent_event_audience" ON "agent_event" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "agent_request_tenant" ON "agent_request" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "agent_request_audience" ON "agent_request" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "agent_session_tenant" ON "agent_session" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "agent_session_audience" ON "agent_session" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "agent_tool_call_tenant" ON "agent_tool_call" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "agent_tool_call_audience" ON "agent_tool_call" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "citation_tenant" ON "citation" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "citation_audience" ON "citation" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_tenant" ON "conversation" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_audience" ON "conversation" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_message_tenant" ON "conversation_message" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_message_audience" ON "conversation_message" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_note_tenant" ON "conversation_note" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_note_audience" ON "conversation_note" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_step_tenant" ON "conversation_step" AS PERMISSIVE FOR ALL TO "app_agent", "app_tenant" USING (organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (organization_id = (select nullif(current_setting('app.tenant_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_step_audience" ON "conversation_step" AS RESTRICTIVE FOR ALL TO "app_tenant" USING (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), ''))) WITH CHECK (audience = 'organization' or audience = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
-- From here on written by hand. A plain composite SET NULL would empty organization_id as well, and fail.
alter table citation drop constraint citation_chunk_fk;--> statement-breakpoint
alter table citation add constraint citation_chunk_fk foreign key (organization_id, chunk_id)
  references document_chunk (organization_id, id) on delete set null (chunk_id);--> statement-breakpoint
do $$
declare table_name text;
begin
  foreach table_name in array array[
    'conversation', 'conversation_message', 'conversation_step', 'conversation_note',
    'agent_session', 'agent_request', 'agent_event', 'agent_tool_call', 'citation'
  ] loop
    execute format('alter table public.%I force row level security', table_name);
  end loop;
end $$;--> statement-breakpoint

-- A person's work. What a column grant leaves out is changed by nobody: whose a conversation is, what was said in it.
grant select, insert, delete on conversation to app_tenant;--> statement-breakpoint
grant update (audience, title, status, plan, confirmed_by_user_id, confirmed_at, completed_at, version, pinned_at,
  last_message_at, updated_at) on conversation to app_tenant;--> statement-breakpoint
grant select, insert on conversation_message, conversation_step, agent_request to app_tenant;--> statement-breakpoint
grant select, insert, update on agent_session to app_tenant;--> statement-breakpoint
grant update (status, error, updated_at) on conversation_step to app_tenant;--> statement-breakpoint
grant update (cancel_requested_at, updated_at) on agent_request to app_tenant;--> statement-breakpoint
grant select on conversation_note, agent_event, agent_tool_call, citation to app_tenant;--> statement-breakpoint
grant update (approval, reason, decided_by_user_id, decided_at, updated_at) on agent_tool_call to app_tenant;--> statement-breakpoint

-- Background work: it answers, and decides nothing that is a person's to decide.
grant select on conversation, conversation_message, conversation_step, agent_session to app_agent;--> statement-breakpoint
grant update (title, last_message_at, updated_at) on conversation to app_agent;--> statement-breakpoint
grant update (parts, text, updated_at) on conversation_message to app_agent;--> statement-breakpoint
grant update (status, result_message_id, error, started_at, completed_at, updated_at) on conversation_step to app_agent;--> statement-breakpoint
grant select on agent_request to app_agent;--> statement-breakpoint
grant update (status, progress, failure, error, lease_token, input_tokens, output_tokens, cost, started_at, completed_at,
  updated_at) on agent_request to app_agent;--> statement-breakpoint
grant select, insert on conversation_note, agent_event, agent_tool_call, citation to app_agent;--> statement-breakpoint
grant update (approval, output, updated_at) on agent_tool_call to app_agent;--> statement-breakpoint

-- The life of a conversation: planning → confirmed → completed, and back to planning by reopening only. The hash is
-- always that of the plan, and a plan that is confirmed does not change.
create function guard_conversation() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'planning' then
      raise exception 'a conversation begins in planning, not in %', new.status using errcode = 'check_violation';
    end if;
  else
    if new.status <> old.status and not (
      old.status = 'planning' and new.status = 'confirmed'
      or old.status = 'confirmed' and new.status in ('planning', 'completed')
    ) then
      raise exception 'a conversation does not go from % to %', old.status, new.status using errcode = 'check_violation';
    end if;
    if new.plan is distinct from old.plan and (old.status <> 'planning' or new.status <> 'planning') then
      raise exception 'a confirmed plan is not changed: reopen the conversation first' using errcode = 'check_violation';
    end if;
    if new.status = 'confirmed' and old.status = 'planning' and current_user = 'app_tenant'
      and new.confirmed_by_user_id is distinct from nullif(current_setting('app.user_id', true), '') then
      raise exception 'a plan is confirmed in one''s own name' using errcode = 'check_violation';
    end if;
    if new.status = old.status and (new.confirmed_at is distinct from old.confirmed_at
      or new.confirmed_by_user_id is distinct from old.confirmed_by_user_id and new.confirmed_by_user_id is not null) then
      raise exception 'who confirmed a plan, and when, is written once' using errcode = 'check_violation';
    end if;
  end if;
  new.plan_hash := encode(sha256(convert_to(new.plan::text, 'UTF8')), 'hex');
  return new;
end $$;--> statement-breakpoint
create trigger guard_conversation before insert or update of status, plan, plan_hash, confirmed_by_user_id, confirmed_at
  on conversation for each row execute function guard_conversation();--> statement-breakpoint

-- Whether a plan is the confirmed one of a conversation. The lock keeps it so until the transaction has ended.
create function require_confirmed_plan(organization text, conversation_key text, hash text) returns jsonb
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare found_plan jsonb;
begin
  select plan into found_plan from conversation
    where organization_id = organization and id = conversation_key and status = 'confirmed' and plan_hash = hash
    for no key update;
  if not found then
    raise exception 'the plan is not confirmed, or has changed since' using errcode = 'check_violation';
  end if;
  return found_plan;
end $$;--> statement-breakpoint

create function guard_conversation_step() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare confirmed jsonb;
begin
  confirmed := require_confirmed_plan(new.organization_id, new.conversation_id, new.plan_hash);
  if tg_op = 'INSERT' then
    if new.status <> 'pending' or new.result_message_id is not null then
      raise exception 'a step begins without a result' using errcode = 'check_violation';
    end if;
    if confirmed -> 'steps' -> new.position is distinct from
      jsonb_build_object('kind', new.kind, 'title', new.title, 'input', new.input) then
      raise exception 'the step is not the one that was confirmed' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.status <> old.status and not (
    old.status in ('pending', 'failed') and new.status in ('pending', 'in_progress', 'skipped')
    or old.status = 'in_progress' and new.status in ('pending', 'completed', 'failed')
  ) then
    raise exception 'a step does not go from % to %', old.status, new.status using errcode = 'check_violation';
  end if;
  if current_user = 'app_tenant' and new.status not in ('pending', 'skipped') then
    raise exception 'only the assistant says how a step went' using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
-- Not of audience: sharing a conversation changes that of its steps, whatever its status.
create trigger guard_conversation_step
  before insert or update of status, result_message_id, error, started_at, completed_at, plan_hash, position, kind, title, input
  on conversation_step for each row execute function guard_conversation_step();--> statement-breakpoint

create function guard_conversation_note() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare step record;
begin
  select kind, status, plan_hash into step from conversation_step
    where organization_id = new.organization_id and conversation_id = new.conversation_id and id = new.conversation_step_id;
  if step.kind is distinct from 'write_note' or step.status <> 'in_progress' then
    raise exception 'a note is written by a step that writes one, while it runs' using errcode = 'check_violation';
  end if;
  perform require_confirmed_plan(new.organization_id, new.conversation_id, step.plan_hash);
  return new;
end $$;--> statement-breakpoint
create trigger guard_conversation_note before insert or update of title, content
  on conversation_note for each row execute function guard_conversation_note();--> statement-breakpoint

create function guard_agent_request() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'pending' then
      raise exception 'a request begins as pending' using errcode = 'check_violation';
    end if;
    if current_user = 'app_tenant'
      and new.user_id is distinct from nullif(current_setting('app.user_id', true), '') then
      raise exception 'a request is made in one''s own name' using errcode = 'check_violation';
    end if;
    if new.conversation_step_id is not null then
      perform require_confirmed_plan(new.organization_id, new.conversation_id, s.plan_hash)
        from conversation_step s where s.organization_id = new.organization_id and s.id = new.conversation_step_id;
    end if;
    return new;
  end if;
  if old.status in ('completed', 'failed', 'cancelled') then
    raise exception 'a settled request does not change' using errcode = 'check_violation';
  end if;
  if new.status <> old.status and not (
    old.status = 'pending' and new.status in ('in_progress', 'failed', 'cancelled')
    or old.status = 'in_progress' and new.status in ('completed', 'failed', 'cancelled')
  ) then
    raise exception 'a request does not go from % to %', old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger guard_agent_request
  before insert or update of status, progress, failure, error, lease_token, cancel_requested_at, completed_at
  on agent_request for each row execute function guard_agent_request();--> statement-breakpoint

-- Without gaps: whoever has read event n has read all before it.
create function guard_agent_event() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.sequence is distinct from 1 + coalesce((select max(sequence) from agent_event
    where organization_id = new.organization_id and agent_request_id = new.agent_request_id), 0) then
    raise exception 'event % of the request would leave a gap', new.sequence using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger guard_agent_event before insert on agent_event for each row execute function guard_agent_event();--> statement-breakpoint

create function guard_agent_tool_call() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- As `readingTools` in db/schema/agent.ts.
  writes boolean := new.tool_name not in ('search', 'read_file', 'list_files', 'read_conversation');
  request record;
begin
  if tg_op = 'INSERT' then
    if new.output is not null or new.decided_by_user_id is not null
      or new.approval <> 'pending' and (writes or new.approval <> 'approved') then
      raise exception 'a tool that writes waits for a person' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.approval <> old.approval then
    if old.approval <> 'pending' then
      raise exception 'a tool call is decided once' using errcode = 'check_violation';
    end if;
    if current_user = 'app_agent' and new.approval <> 'expired' then
      raise exception 'a person decides about tools, not the assistant' using errcode = 'check_violation';
    end if;
    if new.approval = 'approved' and new.expires_at <= now() then
      raise exception 'the tool call has expired' using errcode = 'check_violation';
    end if;
    if current_user = 'app_tenant'
      and new.decided_by_user_id is distinct from nullif(current_setting('app.user_id', true), '') then
      raise exception 'a tool call is decided in one''s own name' using errcode = 'check_violation';
    end if;
  end if;
  if new.output is distinct from old.output then
    if new.approval <> 'approved' then
      raise exception 'the tool call is not approved' using errcode = 'check_violation';
    end if;
    if writes then
      select r.conversation_id, s.plan_hash into request from agent_request r
        left join conversation_step s on s.organization_id = r.organization_id and s.id = r.conversation_step_id
        where r.organization_id = new.organization_id and r.id = new.agent_request_id;
      perform require_confirmed_plan(new.organization_id, request.conversation_id, request.plan_hash);
    end if;
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger guard_agent_tool_call before insert or update of approval, output, tool_name, decided_by_user_id
  on agent_tool_call for each row execute function guard_agent_tool_call();
