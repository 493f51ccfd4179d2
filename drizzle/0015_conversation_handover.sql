CREATE POLICY "conversation_shared_by" ON "conversation" AS PERMISSIVE FOR SELECT TO "app_auth" USING (audience = 'organization' and user_id = (select nullif(current_setting('app.user_id', true), '')));--> statement-breakpoint
CREATE POLICY "conversation_handover" ON "conversation" AS PERMISSIVE FOR UPDATE TO "app_auth" USING (audience = 'organization' and user_id = (select nullif(current_setting('app.user_id', true), '')) and organization_id = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK (audience = 'organization' and organization_id = (select nullif(current_setting('app.tenant_id', true), '')) and user_id in
      (select m.user_id from member m where m.organization_id = (select nullif(current_setting('app.tenant_id', true), '')) and m.role = 'owner'));--> statement-breakpoint
-- From here on written by hand: whose a shared conversation is changes when its author deletes their account.
grant select (organization_id) on conversation to app_auth;--> statement-breakpoint
grant update (user_id, pinned_at, updated_at) on conversation to app_auth;
