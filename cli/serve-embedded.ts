import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { migratePglite } from "@/db/migrate";
import { pgliteExtensions } from "@/db/open-pglite";

/** The embedded database on a loopback port, for tools that speak Postgres' protocol. The caller holds the directory. */
export async function serveEmbedded(directory: string): Promise<{ url: string; close: () => Promise<void> }> {
  const client = await PGlite.create({ dataDir: `file://${directory}/pglite`, extensions: pgliteExtensions });
  await migratePglite(client);
  const server = new PGLiteSocketServer({ db: client, host: "127.0.0.1", port: 0 });
  await server.start();
  const port = Number(server.getServerConn().split(":").pop());
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    close: async () => {
      await server.stop();
      await client.close();
    },
  };
}
