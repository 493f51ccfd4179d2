import { knowledgeMutations } from "./guards-of-knowledge";

/** One guard taken away, the complaint of the catalogue that must follow, and what then really leaks. */
export interface Mutation {
  name: string;
  statements: string[];
  complaint: RegExp;
  /** What the run-time roles can then do; absent where a second guard still holds, or none of their powers changes. */
  leak?: RegExp;
}

/** Every kind of guard of the database, each removed once on a table that carries it. */
export const mutations: Mutation[] = [
  {
    name: "a tenant policy is dropped",
    statements: ["drop policy repository_tenant on repository"],
    complaint: /^repository: the policy repository_tenant is missing$/,
  },
  {
    name: "row security is no longer forced",
    statements: ["alter table file no force row level security"],
    complaint: /^file: row security is not forced$/,
  },
  {
    name: "row security is disabled",
    statements: ["alter table repository disable row level security"],
    complaint: /^repository: row security is not enabled$/,
    leak: /^repository: app_tenant sees rows of another organization$/,
  },
  {
    name: "a policy lets everything through",
    statements: ["alter policy member_tenant on member using (true)"],
    complaint: /^member: the policy member_tenant is not as it should be/,
    leak: /^member: app_tenant deletes rows of another organization$/,
  },
  {
    name: "a policy does not check what is written",
    statements: ["alter policy repository_tenant on repository with check (true)"],
    complaint: /^repository: the policy repository_tenant is not as it should be/,
    leak: /^repository: app_tenant makes rows in another organization$/,
  },
  {
    name: "a policy forgets that an ended setting reads as empty",
    statements: [
      `alter policy upload_tenant on upload using (organization_id = (select current_setting('app.tenant_id', true)))`,
    ],
    complaint: /^upload: the policy upload_tenant is not as it should be/,
  },
  {
    name: "a policy is open to one more role",
    statements: ["alter policy audit_event_tenant on audit_event to app_tenant, app_agent, app_login"],
    complaint: /^audit_event: the policy audit_event_tenant is not as it should be/,
  },
  {
    name: "a second, permissive policy stands beside the tenant's",
    statements: ["create policy generous on subscription for select to app_agent using (true)"],
    complaint: /^subscription: the policy generous is not expected$/,
    leak: /^subscription: app_agent sees rows of another organization$/,
  },
  {
    name: "the restrictive policy of an audience is dropped",
    statements: ["drop policy document_chunk_audience on document_chunk"],
    complaint: /^document_chunk: the policy document_chunk_audience is missing$/,
    leak: /^document_chunk: app_tenant sees what is private$/,
  },
  {
    name: "the policy of an audience is made permissive",
    statements: [
      "drop policy chunk_signature_audience on chunk_signature",
      `create policy chunk_signature_audience on chunk_signature to app_tenant using (audience = 'organization')`,
    ],
    complaint: /^chunk_signature: the policy chunk_signature_audience is not as it should be/,
    leak: /^chunk_signature: app_tenant sees (rows of another organization|what is private)$/,
  },
  {
    name: "organization's own policy lets everything through",
    statements: ["alter policy organization_tenant on organization using (true)"],
    complaint: /^organization: the policy organization_tenant is not as it should be/,
    leak: /^organization: app_tenant sees rows of another organization$/,
  },
  {
    name: "the purge reaches organizations that nobody deleted",
    statements: ["alter policy organization_purge on organization using (true)"],
    complaint: /^organization: the policy organization_purge is not as it should be/,
    leak: /^organization: app_purge reaches a living organization$/,
  },
  {
    name: "shared conversations may be given to anybody, not only to owners",
    statements: ["alter policy conversation_handover on conversation with check (audience = 'organization')"],
    complaint: /^conversation: the policy conversation_handover is not as it should be/,
  },
  {
    name: "whoever deletes people may give away what others have shared",
    statements: ["alter policy conversation_handover on conversation using (audience = 'organization')"],
    complaint: /^conversation: the policy conversation_handover is not as it should be/,
  },
  {
    name: "a person's own role may give conversations away",
    statements: ["grant update (user_id) on conversation to app_tenant"],
    complaint: /^conversation\.user_id: update to app_tenant, unexpectedly$/,
  },
  {
    name: "every person can be seen, not only fellow members",
    statements: [`alter policy user_fellow_member on "user" using (true)`],
    complaint: /^user: the policy user_fellow_member is not as it should be/,
  },
  {
    name: "the address of people can be read",
    statements: [`grant select (email) on "user" to app_tenant`],
    complaint: /^user\.email: select to app_tenant, unexpectedly$/,
  },
  {
    name: "TRUNCATE is granted, which row security does not see",
    statements: ["grant truncate on upload_part to app_tenant"],
    complaint: /^upload_part: TRUNCATE is granted to app_tenant$/,
    leak: /^upload_part: app_tenant empties the table of everybody$/,
  },
  {
    name: "the record of changes can be changed",
    statements: ["grant update on audit_event to app_tenant"],
    complaint: /^audit_event: is append-only, but UPDATE is granted to app_tenant$/,
  },
  {
    name: "bare statements reach a tenant table",
    statements: ["grant select on repository to app_login"],
    complaint: /^repository: app_login may select, and should nothing$/,
  },
  {
    name: "everybody may read a table",
    statements: ["grant select on file to public"],
    complaint: /^file: public may select, and should nothing$/,
  },
  {
    name: "later tables are granted by themselves",
    statements: ["alter default privileges in schema public grant select on tables to app_tenant"],
    complaint: /^schema public: granted SELECT by default to app_tenant$/,
  },
  {
    name: "a run-time role may create tables",
    statements: ["grant create on schema public to app_tenant"],
    complaint: /^schema public: app_tenant may create in it$/,
  },
  {
    name: "a composite key becomes a plain one",
    statements: [
      "alter table file drop constraint file_repository_fk",
      `alter table file add constraint file_repository_fk foreign key (repository_id) references repository (id) on delete cascade`,
    ],
    complaint: /^file: the foreign key file_repository_fk is not composite with organization_id$/,
  },
  {
    name: "a composite SET NULL names no column",
    statements: [
      "alter table index_run drop constraint index_run_upload_fk",
      `alter table index_run add constraint index_run_upload_fk foreign key (organization_id, upload_id)
         references upload (organization_id, id) on delete set null`,
    ],
    complaint: /^index_run: the foreign key index_run_upload_fk would set organization_id to null$/,
  },
  {
    name: "a key to a private parent forgets its audience",
    statements: [
      "alter table chunk_signature drop constraint chunk_signature_chunk_fk",
      `alter table chunk_signature add constraint chunk_signature_chunk_fk foreign key (organization_id, chunk_id)
         references document_chunk (organization_id, id) on delete cascade`,
    ],
    complaint:
      /^chunk_signature: the foreign key chunk_signature_chunk_fk does not carry the audience of its parent$/,
  },
  {
    name: "a foreign key loses its index",
    statements: [`drop index "repository_userId_idx"`],
    complaint: /^repository: the foreign key repository_user_id_user_id_fk has no index$/,
  },
  {
    name: "a name is unique across organizations, which tells that it is taken",
    statements: ["create unique index everywhere_uidx on invitation (email)"],
    complaint: /^invitation: the unique key everywhere_uidx is not led by organization_id$/,
  },
  {
    name: "a row may belong to the empty organization",
    statements: [`alter table upload drop constraint "upload_organizationId_check"`],
    complaint: /^upload: an empty organization_id is not refused$/,
  },
  {
    name: "the tenant's role bypasses row security",
    statements: ["alter role app_tenant bypassrls"],
    complaint: /^app_tenant: bypasses row security$/,
    leak: /^file: app_tenant sees rows of another organization$/,
  },
  {
    name: "the agent's role is a superuser",
    statements: ["alter role app_agent superuser"],
    complaint: /^app_agent: is a superuser$/,
    leak: /^file: app_agent sees rows of another organization$/,
  },
  {
    name: "a run-time role can log in",
    statements: ["alter role app_agent login"],
    complaint: /^app_agent: can log in$/,
  },
  {
    name: "the tenant's role owns a table",
    statements: ["grant create on schema public to app_tenant", "alter table file owner to app_tenant"],
    complaint: /^app_tenant: owns file$/,
  },
  {
    name: "bare statements inherit the tenant's role",
    statements: [
      "revoke app_tenant from app_login",
      "grant app_tenant to app_login with inherit true, set true",
    ],
    complaint: /^app_login in app_tenant, inherits true, may set true, unexpectedly$/,
  },
  {
    name: "the tenant's role may become the search's",
    statements: ["grant app_search to app_tenant"],
    complaint: /^app_tenant in app_search, .*unexpectedly$/,
    leak: /^file: app_tenant sees rows of another organization$/,
  },
  {
    name: "everybody may call a search function",
    statements: ["grant execute on function search_literal to public"],
    complaint: /^search_literal\(\): may be called by .*public/,
  },
  {
    name: "a search function looks for tables where its caller says",
    statements: ["alter function search_words reset search_path"],
    complaint: /^search_words\(\): has no safe search_path$/,
  },
  {
    name: "the names of all organizations are everybody's",
    statements: ["alter policy file_symbol_tenant on file_symbol using (true)"],
    complaint: /^file_symbol: the policy file_symbol_tenant is not as it should be/,
    leak: /^file_symbol: app_tenant sees rows of another organization$/,
  },
  ...knowledgeMutations,
  {
    name: "a search function runs as the owner",
    statements: ["alter function search_words owner to current_user"],
    complaint: /^search_words\(\): runs as /,
  },
];
