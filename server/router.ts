import { accountRouter } from "@/server/account/router";
import { agentRouter } from "@/server/agent/router";
import { auditRouter } from "@/server/audit/router";
import { messageRouter } from "@/server/conversation/message-router";
import { conversationRouter } from "@/server/conversation/router";
import { folderRouter } from "@/server/document/folder-router";
import { documentRouter } from "@/server/document/router";
import { embeddingRouter } from "@/server/embedding/router";
import { invitationRouter } from "@/server/invitation/router";
import { knowledgeRouter } from "@/server/knowledge/router";
import { liveRouter } from "@/server/live/router";
import { memberRouter } from "@/server/member/router";
import { organizationRouter } from "@/server/organization/router";
import { repositoryRouter } from "@/server/repository/router";
import { searchRouter } from "@/server/search/router";
import { createCallerFactory, router } from "@/server/trpc/init";
import { usageRouter } from "@/server/usage/router";

export const appRouter = router({
  account: accountRouter,
  agent: agentRouter,
  audit: auditRouter,
  conversation: conversationRouter,
  document: documentRouter,
  embedding: embeddingRouter,
  folder: folderRouter,
  invitation: invitationRouter,
  knowledge: knowledgeRouter,
  live: liveRouter,
  member: memberRouter,
  message: messageRouter,
  organization: organizationRouter,
  repository: repositoryRouter,
  search: searchRouter,
  usage: usageRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP: for server components and tests. */
export const createCaller = createCallerFactory(appRouter);
