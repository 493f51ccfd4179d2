-- Written by hand: drizzle-kit emits neither FORCE nor grants. The catalogue test catches a later table that forgets them.
do $$
declare table_name text;
begin
  foreach table_name in array array[
    'organization', 'user', 'member', 'invitation', 'subscription', 'audit_event',
    'repository', 'index_run', 'file', 'document_chunk', 'chunk_signature', 'upload', 'upload_part'
  ] loop
    execute format('alter table public.%I force row level security', table_name);
  end loop;
end $$;--> statement-breakpoint
-- A plain composite SET NULL would empty organization_id as well, and fail.
alter table index_run drop constraint index_run_upload_fk;--> statement-breakpoint
alter table index_run add constraint index_run_upload_fk foreign key (organization_id, upload_id)
  references upload (organization_id, id) on delete set null (upload_id);--> statement-breakpoint
grant usage on schema public to app_tenant, app_agent, app_auth, app_search;--> statement-breakpoint

-- Better Auth's tables.
grant select, insert, update, delete on "user", session, account, verification, jwks, rate_limit, user_profile to app_auth;--> statement-breakpoint
grant select, insert on security_event to app_auth;--> statement-breakpoint
-- Which organizations a person belongs to crosses tenants; changing them does not.
grant select on organization, member, invitation to app_auth;--> statement-breakpoint

-- A person's work inside one organization.
grant select (id, name, image) on "user" to app_tenant;--> statement-breakpoint
grant select, insert, update on organization to app_tenant;--> statement-breakpoint
grant select, insert, update, delete on member, invitation, repository, upload to app_tenant;--> statement-breakpoint
grant select, insert, update on index_run to app_tenant;--> statement-breakpoint
grant select, insert on subscription, audit_event to app_tenant;--> statement-breakpoint
grant select, insert, delete on upload_part to app_tenant;--> statement-breakpoint
grant select on file, document_chunk, chunk_signature to app_tenant;--> statement-breakpoint

-- Background work inside one organization.
grant select on organization, member to app_agent;--> statement-breakpoint
-- The operator's command sets a plan as app_agent: no role that serves a person's request may.
grant select, update on subscription to app_agent;--> statement-breakpoint
grant select, insert on audit_event to app_agent;--> statement-breakpoint
grant select, update on repository, index_run to app_agent;--> statement-breakpoint
grant select, delete on upload, upload_part to app_agent;--> statement-breakpoint
grant select, insert, update, delete on file, document_chunk, chunk_signature to app_agent;--> statement-breakpoint

-- The search functions.
grant select on file, document_chunk to app_search;
