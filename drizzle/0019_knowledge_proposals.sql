ALTER TABLE "conversation_step" DROP CONSTRAINT "conversation_step_kind_check";--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD COLUMN "conversation_step_id" text;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD COLUMN "wording" text;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD COLUMN "worded_hash" text;--> statement-breakpoint
ALTER TABLE "knowledge_mining" ADD COLUMN "miner_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD CONSTRAINT "knowledge_base_step_fk" FOREIGN KEY ("organization_id","conversation_step_id") REFERENCES "public"."conversation_step"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_base_step_idx" ON "knowledge_base" USING btree ("organization_id","conversation_step_id");--> statement-breakpoint
ALTER TABLE "conversation_step" ADD CONSTRAINT "conversation_step_kind_check" CHECK (kind in ('search', 'read', 'answer', 'write_note', 'write_knowledge'));--> statement-breakpoint
ALTER TABLE "knowledge_base" ADD CONSTRAINT "knowledge_base_wording_check" CHECK (length(wording) <= 4000);--> statement-breakpoint
-- From here on written by hand. A plain composite SET NULL would empty organization_id as well, and fail.
alter table knowledge_base drop constraint knowledge_base_step_fk;--> statement-breakpoint
alter table knowledge_base add constraint knowledge_base_step_fk foreign key (organization_id, conversation_step_id)
  references conversation_step (organization_id, id) on delete set null (conversation_step_id);--> statement-breakpoint
-- A model words what was mined, beside the miner's words.
grant update (wording, worded_hash) on knowledge_base to app_agent;--> statement-breakpoint

-- The assistant proposes an entry only by a step of a confirmed plan that writes one, while it runs, and decides nothing
-- about it; a person's role makes none in its name. Where an entry comes from does not change.
create function guard_knowledge_base() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare step record;
begin
  if tg_op = 'INSERT' then
    if current_user = 'app_tenant' and new.origin <> 'written' then
      raise exception 'a person writes entries, and neither mines nor proposes them' using errcode = 'check_violation';
    end if;
    if current_user = 'app_agent' and (new.origin = 'written' or new.user_id is not null or new.is_edited
      or new.review <> 'proposed' or new.reviewed_by_user_id is not null or new.reviewed_at is not null) then
      raise exception 'the assistant proposes entries, and a person decides about them' using errcode = 'check_violation';
    end if;
    if (new.origin = 'agent') <> (new.conversation_step_id is not null) then
      raise exception 'an entry of the assistant names its step, and no other does' using errcode = 'check_violation';
    end if;
    if new.origin = 'agent' then
      select conversation_id, kind, status, plan_hash into step from conversation_step
        where organization_id = new.organization_id and id = new.conversation_step_id;
      if step.kind is distinct from 'write_knowledge' or step.status <> 'in_progress' then
        raise exception 'an entry is proposed by a step that writes one, while it runs' using errcode = 'check_violation';
      end if;
      perform require_confirmed_plan(new.organization_id, step.conversation_id, step.plan_hash);
    end if;
    return new;
  end if;
  -- The step goes with its conversation, by its key, in the name of the owner.
  if current_user in ('app_tenant', 'app_agent')
    and (new.origin <> old.origin or new.conversation_step_id is distinct from old.conversation_step_id) then
    raise exception 'where an entry comes from does not change' using errcode = 'check_violation';
  end if;
  if current_user = 'app_agent' and new.wording is distinct from old.wording
    and (old.origin <> 'mined' or old.is_edited) then
    raise exception 'a model words what was mined and nobody has edited' using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger guard_knowledge_base before insert or update of origin, conversation_step_id, wording, worded_hash
  on knowledge_base for each row execute function guard_knowledge_base();
