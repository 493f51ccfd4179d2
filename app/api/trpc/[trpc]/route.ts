import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { refuseForeignOrigin } from "@/server/account/refuse-foreign-origin";
import { endStreamWhenDraining } from "@/server/operation/end-stream-when-draining";
import { appRouter } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

async function handle(request: Request): Promise<Response> {
  const refusal = refuseForeignOrigin(request);
  if (refusal) return refusal;
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => createContext(request.headers),
    allowBatching: true,
    maxBatchSize: 10,
    responseMeta: () => ({ headers: { "cache-control": "no-store" } }),
  });
  return endStreamWhenDraining(response);
}

export { handle as GET, handle as POST };
