type RuntimeRole =
  | "app_tenant"
  | "app_agent"
  | "app_auth"
  | "app_queue"
  | "app_search"
  | "app_purge"
  | "app_login";
export type Grants = Partial<Record<RuntimeRole, string>>;

export const runtimeRoles: RuntimeRole[] = [
  "app_tenant",
  "app_agent",
  "app_auth",
  "app_queue",
  "app_search",
  "app_purge",
  "app_login",
];

const all = "delete insert select update";

/**
 * Exactly what each role may do with each table, privileges in the order of the alphabet. A table without a line
 * here fails the catalogue test: whoever adds one decides who may change it.
 */
export const grantsByTable: Record<string, Grants> = {
  // Better Auth's tables.
  account: { app_auth: all },
  jwks: { app_auth: all },
  passkey: { app_auth: all },
  rate_limit: { app_auth: all },
  session: { app_auth: all },
  two_factor: { app_auth: all },
  user: { app_auth: all },
  user_picture: { app_auth: all },
  user_profile: { app_auth: all },
  verification: { app_auth: all },
  // Append-only, as audit_event.
  security_event: { app_auth: "insert select" },

  // Which organizations a person belongs to is asked before one is active, hence the reading of app_auth.
  organization: {
    ...{ app_auth: "select", app_tenant: "insert select update", app_agent: "select" },
    // Its policy lets it reach only what was deleted more than seven days ago.
    app_purge: "delete select",
  },
  member: { app_auth: "select", app_tenant: all, app_agent: "select" },
  invitation: { app_auth: "select", app_tenant: all },
  // Only the operator's command changes a plan.
  subscription: { app_tenant: "insert select", app_agent: "select update" },
  audit_event: { app_tenant: "insert select", app_agent: "insert select" },

  repository: { app_tenant: all, app_agent: "select update" },
  // A scheduled run is queued by background work.
  index_run: { app_tenant: "insert select update", app_agent: "insert select update" },
  upload: { app_tenant: all, app_agent: "delete select" },
  upload_part: { app_tenant: "delete insert select", app_agent: "delete select" },
  // What is indexed is written in the background only.
  file: { app_tenant: "select", app_agent: all, app_search: "select" },
  // Goes with its file.
  file_symbol: { app_tenant: "select", app_agent: "insert select", app_search: "select" },
  document_chunk: { app_tenant: "select", app_agent: all, app_search: "select" },
  chunk_signature: { app_tenant: "select", app_agent: all },
  // Which model searches use is changed by the background run that has made every vector, never by a person's request.
  embedding_setting: { app_tenant: "select", app_agent: "insert select update" },
  embedding_run: { app_tenant: "insert select update", app_agent: "insert select update" },
  chunk_shadow: { app_tenant: "select", app_agent: "delete insert select" },

  // What is deleted goes for good in the background only. Which columns it may change stands in columnGrants.
  folder: { app_tenant: "insert select update", app_agent: "delete select" },
  document: { app_tenant: "insert select update", app_agent: "delete select" },
  document_version: { app_tenant: "insert select update" },
  document_blob: { app_tenant: "insert select", app_agent: "delete select" },
  // Mining adds entries; what it may change of one stands in columnGrants.
  knowledge_base: { app_tenant: all, app_agent: "insert select" },
  knowledge_mining: { app_tenant: "select", app_agent: "insert select update" },

  // Written by migrate from the configuration; the same for everybody.
  ai_model: { app_tenant: "select", app_agent: "select" },
  ai_model_price: { app_tenant: "select", app_agent: "select" },
  // The ledger of calls: background work adds to it, nobody changes it.
  ai_usage: { app_tenant: "select", app_agent: "insert select" },
  ai_call_detail: { app_tenant: "select", app_agent: "insert select update" },
  usage_event: { app_tenant: "select", app_agent: "insert select" },
  usage_counter: { app_tenant: "select", app_agent: "insert select update" },
  // Which columns each may change stands in columnGrants.
  conversation: { app_tenant: "delete insert select", app_agent: "select" },
  conversation_message: { app_tenant: "insert select", app_agent: "select" },
  conversation_step: { app_tenant: "insert select", app_agent: "select" },
  conversation_note: { app_tenant: "select", app_agent: "insert select" },
  agent_session: { app_tenant: "insert select update", app_agent: "select" },
  agent_request: { app_tenant: "insert select", app_agent: "select" },
  agent_event: { app_tenant: "select", app_agent: "insert select" },
  agent_tool_call: { app_tenant: "select", app_agent: "insert select" },
  citation: { app_tenant: "select", app_agent: "insert select" },
};

/** Tables whose rows are never changed: no role that runs may update or delete them. */
export const appendOnlyTables = [
  "audit_event",
  "security_event",
  "file_symbol",
  "agent_event",
  "ai_usage",
  "usage_event",
];

const updates = (table: string, role: "app_tenant" | "app_agent" | "app_auth", columns: string) =>
  columns.split(" ").map((column) => `${table}.${column}: update to ${role}`);

/** Single columns that a role may read or change where the table is not its own, as "table.column: right to role". */
export const columnGrants = [
  // For the receipt of a purge.
  "document_version.organization_id: select to app_agent",
  "invitation.organization_id: select to app_agent",
  "user.id: select to app_tenant",
  "user.image: select to app_tenant",
  "user.name: select to app_tenant",
  // Whose a shared conversation is changes when its author deletes their account: which, its policies say.
  "conversation.organization_id: select to app_auth",
  ...updates("conversation", "app_auth", "user_id pinned_at updated_at"),
  // A person's decisions. What was said in a conversation nobody changes.
  ...updates(
    "conversation",
    "app_tenant",
    "audience title status plan confirmed_by_user_id confirmed_at completed_at version pinned_at last_message_at updated_at",
  ),
  ...updates("conversation_step", "app_tenant", "status error updated_at"),
  ...updates("agent_request", "app_tenant", "cancel_requested_at updated_at"),
  ...updates("agent_tool_call", "app_tenant", "approval reason decided_by_user_id decided_at updated_at"),
  ...updates(
    "document",
    "app_agent",
    "indexing_status indexing_error content_text places secret_spans updated_at",
  ),
  // What background work finds out: never a plan, a status of a conversation, or a confirmation.
  ...updates("conversation", "app_agent", "title last_message_at updated_at"),
  ...updates("conversation_message", "app_agent", "parts text updated_at"),
  ...updates(
    "conversation_step",
    "app_agent",
    "status result_message_id error started_at completed_at updated_at",
  ),
  ...updates(
    "agent_request",
    "app_agent",
    "status progress failure error lease_token input_tokens output_tokens cost started_at completed_at updated_at",
  ),
  ...updates(
    "knowledge_base",
    "app_agent",
    "freshness difference source_files checked_generation shelved_version wording worded_hash updated_at",
  ),
  ...updates("agent_tool_call", "app_agent", "approval output updated_at"),
];
