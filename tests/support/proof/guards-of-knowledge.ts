import type { Mutation } from "./guards";

/** The guards of the knowledge base, which decide what background work may do to entries. */
export const knowledgeMutations: Mutation[] = [
  {
    name: "background work may change the words of an entry",
    statements: ["grant update (title, content) on knowledge_base to app_agent"],
    complaint: /^knowledge_base\.content: update to app_agent, unexpectedly$/,
  },
  {
    name: "background work may accept entries",
    statements: ["grant update (review) on knowledge_base to app_agent"],
    complaint: /^knowledge_base\.review: update to app_agent, unexpectedly$/,
  },
  {
    name: "nothing holds the assistant's entries to a confirmed plan",
    statements: ["drop trigger guard_knowledge_base on knowledge_base"],
    complaint: /^knowledge_base: the trigger guard_knowledge_base is missing$/,
  },
  {
    name: "an entry takes its step, and its organization, along",
    statements: [
      "alter table knowledge_base drop constraint knowledge_base_step_fk",
      `alter table knowledge_base add constraint knowledge_base_step_fk foreign key (organization_id, conversation_step_id)
         references conversation_step (organization_id, id) on delete cascade`,
    ],
    complaint:
      /^knowledge_base: the foreign key knowledge_base_step_fk does not carry the audience of its parent$/,
  },
  {
    name: "what was mined of everybody's repositories can be read",
    statements: ["alter policy knowledge_mining_tenant on knowledge_mining using (true)"],
    complaint: /^knowledge_mining: the policy knowledge_mining_tenant is not as it should be/,
    leak: /^knowledge_mining: app_tenant sees rows of another organization$/,
  },
];
