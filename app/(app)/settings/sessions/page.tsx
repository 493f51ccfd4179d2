import { Sessions } from "./sessions";

export default function SessionsPage() {
  return <Sessions />;
}
