import type { Metadata } from "next";
import { authMessages } from "@/app/_messages/auth";
import { TextLink } from "@/app/_ui/text-link";
import { ForgotPasswordForm } from "./forgot-password-form";

export const metadata: Metadata = { title: authMessages.forgotTitle };

export default function ForgotPasswordPage() {
  return (
    <>
      <ForgotPasswordForm />
      <p className="mt-6">
        <TextLink href="/sign-in">{authMessages.backToSignIn}</TextLink>
      </p>
    </>
  );
}
