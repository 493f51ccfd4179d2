ALTER TABLE "repository" ADD COLUMN "reindex_every_minutes" integer;--> statement-breakpoint
ALTER TABLE "repository" ADD COLUMN "next_index_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "repository" ADD COLUMN "last_indexed_branch" text;--> statement-breakpoint
ALTER TABLE "repository" ADD CONSTRAINT "repository_reindex_check" CHECK (reindex_every_minutes >= 15 and reindex_every_minutes <= 10080 and next_index_at is not null
        or reindex_every_minutes is null and next_index_at is null);--> statement-breakpoint
-- Written by hand: a scheduled run is queued by background work.
grant insert on index_run to app_agent;
