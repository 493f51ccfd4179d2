DROP INDEX "security_event_userId_idx";--> statement-breakpoint
ALTER TABLE "security_event" ADD COLUMN "actor_id" text;--> statement-breakpoint
ALTER TABLE "security_event" ADD COLUMN "correlation_id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_event_organizationId_userId_createdAt_id_idx" ON "audit_event" USING btree ("organization_id","user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_event_organizationId_action_createdAt_id_idx" ON "audit_event" USING btree ("organization_id","action","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_event_organizationId_entityTable_createdAt_id_idx" ON "audit_event" USING btree ("organization_id","entity_table","created_at","id");--> statement-breakpoint
CREATE INDEX "security_event_userId_createdAt_id_idx" ON "security_event" USING btree ("user_id","created_at","id");--> statement-breakpoint
ALTER TABLE "security_event" ADD CONSTRAINT "security_event_action_check" CHECK (action ~ '^[a-z_]+\.[a-z_]+$');