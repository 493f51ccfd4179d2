import { accountRouter } from "@/server/account/router";
import { auditRouter } from "@/server/audit/router";
import { embeddingRouter } from "@/server/embedding/router";
import { invitationRouter } from "@/server/invitation/router";
import { memberRouter } from "@/server/member/router";
import { organizationRouter } from "@/server/organization/router";
import { repositoryRouter } from "@/server/repository/router";
import { searchRouter } from "@/server/search/router";
import { createCallerFactory, router } from "@/server/trpc/init";

export const appRouter = router({
  account: accountRouter,
  audit: auditRouter,
  embedding: embeddingRouter,
  invitation: invitationRouter,
  member: memberRouter,
  organization: organizationRouter,
  repository: repositoryRouter,
  search: searchRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP: for server components and tests. */
export const createCaller = createCallerFactory(appRouter);
