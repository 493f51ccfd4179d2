import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { refuseForeignOrigin } from "@/server/account/refuse-foreign-origin";
import { appRouter } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

async function handle(request: Request): Promise<Response> {
  return (
    refuseForeignOrigin(request) ??
    (await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: request,
      router: appRouter,
      createContext: () => createContext(request.headers),
      allowBatching: true,
      maxBatchSize: 10,
      responseMeta: () => ({ headers: { "cache-control": "no-store" } }),
    }))
  );
}

export { handle as GET, handle as POST };
