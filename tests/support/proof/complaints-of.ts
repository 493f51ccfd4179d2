import { complainAboutForeignKeys } from "./catalogue/check-foreign-keys";
import { complainAboutFunctions } from "./catalogue/check-functions";
import { complainAboutGrants } from "./catalogue/check-grants";
import { complainAboutPolicies } from "./catalogue/check-policies";
import { complainAboutRoles } from "./catalogue/check-roles";
import { complainAboutTables } from "./catalogue/check-tables";
import type { OwnerTx } from "./owner";

/** Everything in the catalogue of Postgres that would let one organization reach another's rows, as sentences. */
export async function complaintsOf(tx: OwnerTx): Promise<string[]> {
  return [
    ...(await complainAboutTables(tx)),
    ...(await complainAboutPolicies(tx)),
    ...(await complainAboutForeignKeys(tx)),
    ...(await complainAboutGrants(tx)),
    ...(await complainAboutRoles(tx)),
    ...(await complainAboutFunctions(tx)),
  ];
}
