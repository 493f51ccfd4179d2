/** Opens and migrates the database and starts background work before the first request is answered. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/server/operation/start-server");
  await startServer();
}
