import { bad, type Finding, good, listOf, warning } from "./finding";

export interface Login {
  user: string;
  isSuperuser: boolean;
  bypassesRowSecurity: boolean;
  /** Whether it may work as `app_login`. */
  mayLogIn: boolean;
}

/** `isEmbedded`: PGlite always connects as a superuser, and Carrel changes the role in every transaction. */
export function judgeLogin(login: Login, isEmbedded: boolean): Finding {
  const { user, isSuperuser, bypassesRowSecurity, mayLogIn } = login;
  if (isEmbedded)
    return good("The embedded database switches to app_login (parity with a server, not a boundary)");
  if (!mayLogIn) {
    return bad(
      `The user ${user} may not work as app_login`,
      "npm run db:migrate grants it, run as the owner.",
    );
  }
  if (!isSuperuser && !bypassesRowSecurity) return good(`The user ${user} is bound by row security`);
  const why = isSuperuser ? "is a superuser" : "carries BYPASSRLS";
  return warning(
    `The user ${user} ${why}: row security holds only because Carrel changes the role`,
    "Let DATABASE_URL name a plain user (create role carrel_app login password …), and DATABASE_MIGRATION_URL the owner.",
  );
}

export interface RuntimeRole {
  name: string;
  canLogIn: boolean;
  isSuperuser: boolean;
  bypassesRowSecurity: boolean;
  /** Tables it owns: an owner may switch row security off. */
  ownedTables: number;
}

const NEEDED = ["app_tenant", "app_agent", "app_auth", "app_queue", "app_search", "app_purge", "app_login"];

export function judgeRuntimeRoles(roles: RuntimeRole[]): Finding {
  const missing = NEEDED.filter((name) => !roles.some((role) => role.name === name));
  if (missing.length > 0) {
    return bad(`Roles are missing: ${listOf(missing)}`, "npm run db:migrate makes them, run as the owner.");
  }
  const strong = roles.filter(
    (role) => role.canLogIn || role.isSuperuser || role.bypassesRowSecurity || role.ownedTables > 0,
  );
  if (strong.length === 0) return good("The roles of the product own nothing and cannot bypass row security");
  const [first] = strong;
  return bad(
    `Roles may do more than they should: ${listOf(strong.map(({ name }) => name))}`,
    `alter role ${first?.name} nologin nosuperuser nobypassrls; and give tables they own back to the owner.`,
  );
}

export interface Membership {
  role: string;
  inherits: boolean;
  maySet: boolean;
}

/** What `app_login` may become: authentication and the queue by inheritance, a tenant's rows only by an explicit switch. */
export function judgeMemberships(memberships: Membership[]): Finding {
  const wanted = { app_auth: true, app_queue: true, app_tenant: false, app_agent: false, app_purge: false };
  const wrong = Object.entries(wanted).filter(([role, inherits]) => {
    const found = memberships.find((one) => one.role === role);
    return !found?.maySet || found.inherits !== inherits;
  });
  if (wrong.length === 0) return good("app_login reaches a tenant's rows only by changing its role");
  return bad(
    `app_login is not granted as it should be: ${listOf(wrong.map(([role]) => role))}`,
    "As owner: grant app_auth, app_queue to app_login with inherit true, set true; " +
      "grant app_tenant, app_agent, app_purge to app_login with inherit false, set true;",
  );
}
