-- Written by hand: drizzle-kit emits neither extensions nor idempotent roles.
create extension if not exists vector;--> statement-breakpoint
create extension if not exists pg_trgm;--> statement-breakpoint
create extension if not exists btree_gin;--> statement-breakpoint
-- Roles belong to the cluster, so another database of it may have made them already. None can log in by itself.
do $$
declare role_name text;
begin
  foreach role_name in array array['app_tenant', 'app_agent', 'app_auth', 'app_queue', 'app_search', 'app_login'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      begin
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', role_name);
      exception when duplicate_object or unique_violation then
        null; -- two installations migrated at once
      end;
    end if;
  end loop;
end $$;--> statement-breakpoint
grant app_auth, app_queue to app_login with inherit true, set true;--> statement-breakpoint
grant app_tenant, app_agent to app_login with inherit false, set true;
