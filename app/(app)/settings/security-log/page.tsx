import { getPerson } from "../../_session/get-person";
import { SecurityLog } from "./security-log";

export default async function SecurityLogPage() {
  if (!(await getPerson())) return null;
  return <SecurityLog />;
}
