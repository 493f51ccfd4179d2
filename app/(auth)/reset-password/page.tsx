import type { Metadata } from "next";
import { authMessages } from "@/app/_messages/auth";
import { ButtonLink } from "@/app/_ui/text-link";
import { AuthHeading } from "../auth-heading";
import { oneParameter, type SearchParams } from "../next-of-stranger";
import { ResetPasswordForm } from "./reset-password-form";

// The address holds a secret that works once.
export const metadata: Metadata = { title: authMessages.resetTitle, referrer: "no-referrer" };

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const token = await oneParameter(searchParams, "token");
  if (token !== undefined) return <ResetPasswordForm token={token} />;
  return (
    <>
      <AuthHeading title={authMessages.linkExpiredTitle}>{authMessages.linkExpiredBody}</AuthHeading>
      <ButtonLink href="/forgot-password" size="large" className="self-start">
        {authMessages.newLink}
      </ButtonLink>
    </>
  );
}
