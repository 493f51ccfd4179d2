-- Written by hand, down to the next note: the role of the purge, which a policy below names. Roles belong to the cluster.
do $$
begin
  if not exists (select from pg_roles where rolname = 'app_purge') then
    begin
      create role app_purge nologin nosuperuser nobypassrls nocreatedb nocreaterole;
    exception when duplicate_object or unique_violation then
      null; -- two installations migrated at once
    end;
  end if;
end $$;--> statement-breakpoint
grant app_purge to app_login with inherit false, set true;--> statement-breakpoint
grant usage on schema public to app_purge;--> statement-breakpoint
-- Everything else of the organization goes by foreign keys that cascade, append-only tables too.
grant select, delete on organization to app_purge;--> statement-breakpoint
-- So that the receipt of a purge can count what went; background work learns nothing else of invitations.
grant select (organization_id) on invitation to app_agent;--> statement-breakpoint
-- Generated from here on.
ALTER TABLE "invitation" ADD COLUMN "token_hash" text;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "picture" "bytea";--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "default_audience" text DEFAULT 'private' NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD CONSTRAINT "organization_defaultAudience_check" CHECK (default_audience in ('organization', 'private'));--> statement-breakpoint
CREATE POLICY "organization_purge" ON "organization" AS PERMISSIVE FOR ALL TO "app_purge" USING (deleted_at < now() - interval '7 days') WITH CHECK (false);