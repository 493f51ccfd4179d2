import { settingsMessages } from "@/app/_messages/settings";
import { Section } from "../section";
import { AccessToken } from "./access-token";

export default function TokenPage() {
  return (
    <Section title={settingsMessages.token} description={settingsMessages.tokenBody}>
      <AccessToken />
    </Section>
  );
}
