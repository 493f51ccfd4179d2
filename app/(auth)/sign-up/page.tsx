import type { Metadata } from "next";
import { authMessages } from "@/app/_messages/auth";
import { getCaller } from "@/app/_trpc/server";
import { TextLink } from "@/app/_ui/text-link";
import { AuthHeading } from "../auth-heading";
import { nextOfStranger, type SearchParams } from "../next-of-stranger";
import { SocialButtons } from "../social-buttons";
import { withNext } from "../with-next";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: authMessages.signUpTitle };

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextOfStranger(searchParams);
  const { signUp, github, google } = await (await getCaller()).account.providers();
  return (
    <>
      {signUp ? (
        <>
          <AuthHeading title={authMessages.signUpTitle} />
          <SocialButtons github={github} google={google} next={next} />
          <SignUpForm next={next} />
        </>
      ) : (
        <AuthHeading title={authMessages.signUpClosedTitle}>{authMessages.signUpClosedBody}</AuthHeading>
      )}
      <p className="mt-6 text-quiet">
        {authMessages.haveAccount}{" "}
        <TextLink href={withNext("/sign-in", next)}>{authMessages.signInLink}</TextLink>
      </p>
    </>
  );
}
