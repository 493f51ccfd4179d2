import { type OwnerTx, rowsOf } from "../owner";

interface DefinerFunction {
  name: string;
  owner: string;
  settings: string[];
  body: string;
  callers: string[];
}

/** Functions that run as the owner, each with its reason. They may neither read nor write a row. */
const housekeeping: Record<string, string> = {
  refresh_search_statistics: "only the owner of a table may gather its statistics",
};

/** Triggers of ours, each with what it holds. They run as whoever writes: row security holds inside them as well. */
export const triggers: Record<string, string> = {
  "conversation: the trigger guard_conversation": "the life of a conversation, and its plan's hash",
  "conversation_step: the trigger guard_conversation_step": "steps run under a confirmed plan only",
  "conversation_note: the trigger guard_conversation_note": "notes are written by a step while it runs",
  "knowledge_base: the trigger guard_knowledge_base":
    "entries of the assistant come from a step that may write them, and are proposed",
  "agent_request: the trigger guard_agent_request": "the life of a request",
  "agent_event: the trigger guard_agent_event": "events have no gaps",
  "agent_tool_call: the trigger guard_agent_tool_call": "a person decides about tools that write",
};

/** Functions that run as somebody else are fenced by hand, and views look with the eyes of whoever asks. */
export async function complainAboutFunctions(tx: OwnerTx): Promise<string[]> {
  const complaints: string[] = [];
  for (const one of await readDefiners(tx)) {
    const complain = (text: string) => complaints.push(`${one.name}(): ${text}`);
    const keepsHouse = one.name in housekeeping;
    if (one.owner !== "app_search" && !keepsHouse) complain(`runs as ${one.owner}`);
    // The temporary schema comes last, or a caller could put a table of their own before ours.
    if (!one.settings.includes("search_path=pg_catalog, public, pg_temp"))
      complain("has no safe search_path");
    const readsTenant = one.body.includes("current_setting('app.tenant_id', true)");
    if (!readsTenant && !keepsHouse) complain("does not read the tenant");
    if (keepsHouse && /\b(select|insert|update|delete|execute)\b/i.test(one.body))
      complain("does more than keep house");
    const caller = keepsHouse ? "app_agent" : "app_tenant";
    if (one.callers.some((found) => found !== caller)) complain(`may be called by ${one.callers.join(", ")}`);
  }
  const views = await rowsOf<{ name: string }>(
    tx,
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace
       and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])`,
  );
  for (const view of views)
    complaints.push(`${view.name}: the view does not run as its caller (security_invoker)`);
  const rules = await rowsOf<{ name: string; isOn: boolean }>(
    tx,
    `select format('%s: the trigger %s', tgrelid::regclass, tgname) as name, tgenabled = 'O' as "isOn" from pg_trigger
     where not tgisinternal and (select relnamespace from pg_class where oid = tgrelid) = 'public'::regnamespace`,
  );
  for (const { name, isOn } of rules) {
    if (triggers[name] === undefined) complaints.push(`${name} is not expected`);
    else if (!isOn) complaints.push(`${name} is switched off`);
  }
  for (const name of Object.keys(triggers))
    if (!rules.some((rule) => rule.name === name)) complaints.push(`${name} is missing`);
  return complaints;
}

function readDefiners(tx: OwnerTx): Promise<DefinerFunction[]> {
  return rowsOf<DefinerFunction>(
    tx,
    `select p.proname as name, pg_get_userbyid(p.proowner)::text as owner, coalesce(p.proconfig, '{}') as settings,
       p.prosrc as body,
       array(select case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee)::text end
         from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner) as callers
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
}
