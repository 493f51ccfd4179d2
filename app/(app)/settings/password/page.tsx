import { settingsMessages } from "@/app/_messages/settings";
import { Section } from "../section";
import { PasswordForm } from "./password-form";

export default function PasswordPage() {
  return (
    <Section title={settingsMessages.password} description={settingsMessages.passwordBody}>
      <PasswordForm />
    </Section>
  );
}
