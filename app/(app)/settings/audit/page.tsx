import { getPerson } from "../../_session/get-person";
import { AuditLog } from "./audit-log";

// Nothing is fetched ahead: which days a filter means is known in the reader's time zone only.
export default async function AuditPage() {
  if (!(await getPerson())) return null;
  return <AuditLog />;
}
