import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { refuseForeignOrigin } from "@/server/account/refuse-foreign-origin";
import { endStreamWhenDraining } from "@/server/operation/end-stream-when-draining";
import { appRouter } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

async function handle(request: Request): Promise<Response> {
  const refusal = refuseForeignOrigin(request);
  if (refusal) return refusal;
  const headers = new Headers({ "cache-control": "no-store" });
  const setCookie = (cookie: string) => headers.append("set-cookie", cookie);
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    // The headers of a stream are sent before anybody has asked who it is for.
    createContext: ({ info }) =>
      createContext(request.headers, info.type === "subscription" ? undefined : setCookie),
    allowBatching: true,
    maxBatchSize: 10,
    responseMeta: () => ({ headers }),
  });
  return endStreamWhenDraining(response);
}

export { handle as GET, handle as POST };
