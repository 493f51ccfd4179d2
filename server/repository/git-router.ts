import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { newId } from "@/db/columns";
import { insertRepositorySchema } from "@/db/schema/indexing";
import { audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { accessToken, branchName, remoteUrl } from "@/server/git/remote-address";
import { sealToken } from "@/server/git/repository-token";
import { scheduleReindex } from "@/server/indexing/reindex-when-due";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { addRepository } from "./add-repository";
import { checkRemote } from "./check-remote";
import * as queries from "./git-queries";
import { tokenToTry } from "./token-to-try";

const MINUTES_OF_A_WEEK = 7 * 24 * 60;

export const gitRouter = router({
  /** Adds a repository of a git server, once that has answered, and starts its first run. */
  add: tenantProcedure("repository.create")
    .input(
      insertRepositorySchema.pick({ name: true }).extend({
        url: remoteUrl,
        branch: branchName.optional(),
        token: accessToken.optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      // Membership and role first, so that a stranger cannot make this server ask others.
      await ctx.inTenant(async () => {});
      const { name, token, branch = null } = input;
      const { url } = await checkRemote(ctx.organizationId, { url: input.url, branch, token });
      const { organizationId } = ctx;
      const id = newId();
      const credential = token === undefined ? null : sealToken(token, { organizationId, repositoryId: id });
      return ctx.inTenant((tx) =>
        addRepository(tx, ctx.actor, {
          ...{ id, name, sourceKind: "git", url, uploadId: null },
          git: { defaultBranch: branch, credential },
        }),
      );
    }),

  /**
   * Changes the branch (null is the server's default), the token (null removes it, none keeps it) and how often git is
   * asked by itself (null is never). The address stays: else a token could be sent to a server it was not made for.
   */
  configure: tenantProcedure("repository.update")
    .input(
      z.object({
        id: z.string().min(1).max(100),
        branch: branchName.nullable(),
        token: accessToken.nullish(),
        reindexEveryMinutes: z.number().int().min(15).max(MINUTES_OF_A_WEEK).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id, branch, token, reindexEveryMinutes } = input;
      const target = { organizationId: ctx.organizationId, repositoryId: id };
      const read = () => ctx.inTenant(async (tx) => asGit(await queries.getGitSource(tx, id)));
      const before = await read();
      if (branch !== before.branch || token !== undefined) {
        await checkRemote(ctx.organizationId, {
          ...{ url: before.url, branch },
          token: tokenToTry(token, before.credential, target),
        });
      }
      return ctx.inTenant(async (tx) => {
        const now = asGit(await queries.getGitSource(tx, id));
        const credential =
          token === undefined ? now.credential : token === null ? null : sealToken(token, target);
        await queries.updateGitSource(tx, id, { defaultBranch: branch, credential });
        if (reindexEveryMinutes !== now.reindexEveryMinutes)
          await scheduleReindex(tx, target, { minutes: reindexEveryMinutes, as: "person" });
        await audit(tx, ctx.actor, {
          ...{ action: "repository.configure", table: "repository", id },
          data: changes(
            { branch: now.branch, reindexEveryMinutes: now.reindexEveryMinutes, token: now.credential },
            { branch, reindexEveryMinutes, token: credential },
          ),
        });
        return { id };
      });
    }),
});

type GitSource = Awaited<ReturnType<typeof queries.getGitSource>>;

function asGit(source: GitSource) {
  const row = found(source, "repository");
  if (row.sourceKind !== "git" || row.url === null)
    throw new TRPCError({ code: "BAD_REQUEST", message: "Only a git repository has a branch and a token." });
  return { ...row, url: row.url };
}
