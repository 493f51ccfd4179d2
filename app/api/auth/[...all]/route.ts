import { getAuth } from "@/server/auth";

export const dynamic = "force-dynamic";

const handle = async (request: Request): Promise<Response> => (await getAuth()).handler(request);

export { handle as GET, handle as POST };
