import { settingsMessages } from "@/app/_messages/settings";
import { Section } from "../section";
import { ProfileForm } from "./profile-form";
import { ThemeChoice } from "./theme-choice";

export default function ProfilePage() {
  return (
    <>
      <Section title={settingsMessages.profile} description={settingsMessages.profileBody}>
        <ProfileForm />
      </Section>
      <Section title={settingsMessages.appearance} description={settingsMessages.appearanceHint}>
        <ThemeChoice />
      </Section>
    </>
  );
}
