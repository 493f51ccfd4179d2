/** Throws unless a connection works as `app_login`: a pooler may have dropped the role it was to start with. */
export async function refuseStrongRole(
  query: (text: string) => Promise<Record<string, unknown>[]>,
): Promise<void> {
  const [row] = await query("select current_user::text as role");
  if (row?.role === "app_login") return;
  throw new Error(
    `Connections work as ${row?.role} instead of app_login, so something between Carrel and Postgres (a pooler in ` +
      `transaction mode?) drops the role they start with. ${twoUsers}`,
  );
}

/** What to do where one user for everything cannot be. */
export const twoUsers =
  "Let DATABASE_URL name a plain user (create role carrel_app login password …), and DATABASE_MIGRATION_URL the " +
  "owner, connected to Postgres itself.";
