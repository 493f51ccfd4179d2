import { accountMessages } from "@/app/_messages/account";
import { settingsMessages } from "@/app/_messages/settings";
import { ButtonLink } from "@/app/_ui/text-link";
import { Section } from "../section";
import { EmailSettings } from "./email-settings";
import { PictureField } from "./picture-field";
import { ProfileForm } from "./profile-form";
import { ThemeChoice } from "./theme-choice";

export default function ProfilePage() {
  return (
    <>
      <Section title={settingsMessages.profile} description={settingsMessages.profileBody}>
        <PictureField />
        <ProfileForm />
      </Section>
      <Section title={accountMessages.emailTitle} description={accountMessages.emailBody}>
        <EmailSettings />
      </Section>
      <Section title={settingsMessages.appearance} description={accountMessages.appearanceHint}>
        <ThemeChoice />
      </Section>
      <Section title={accountMessages.leave} description={accountMessages.leaveBody}>
        <ButtonLink href="/settings/delete-account">{accountMessages.leaveButton}</ButtonLink>
      </Section>
    </>
  );
}
