import { getAuth } from "@/server/auth";
import { withClientAddress } from "@/server/trpc/client-address";

export const dynamic = "force-dynamic";

const handle = async (request: Request): Promise<Response> =>
  (await getAuth()).handler(withClientAddress(request));

export { handle as GET, handle as POST };
