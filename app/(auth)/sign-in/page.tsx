import type { Metadata } from "next";
import { authMessages, authProblems } from "@/app/_messages/auth";
import { getCaller } from "@/app/_trpc/server";
import { TextLink } from "@/app/_ui/text-link";
import { AuthHeading } from "../auth-heading";
import { FormError } from "../form-error";
import { nextOfStranger, oneParameter, type SearchParams } from "../next-of-stranger";
import { SocialButtons } from "../social-buttons";
import { withNext } from "../with-next";
import { SignInScreen } from "./sign-in-screen";

export const metadata: Metadata = { title: authMessages.signInTitle };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextOfStranger(searchParams);
  const { signUp, passkeys, github, google } = await (await getCaller()).account.providers();
  const error = await oneParameter(searchParams, "error");
  const isReset = (await oneParameter(searchParams, "reset")) !== undefined;
  const isDeleted = (await oneParameter(searchParams, "account")) === "deleted";
  const news = isReset ? authMessages.resetDone : isDeleted ? authMessages.deleted : undefined;
  return (
    <SignInScreen
      next={next}
      hasPasskeys={passkeys}
      above={
        <>
          <AuthHeading title={authMessages.signInTitle}>
            {news === undefined ? undefined : <p role="status">{news}</p>}
          </AuthHeading>
          {error !== undefined && (
            <div className="mb-4">
              <FormError>{sentenceOf(error)}</FormError>
            </div>
          )}
          <SocialButtons github={github} google={google} next={next} />
        </>
      }
      below={
        signUp && (
          <p className="mt-6 text-quiet">
            {authMessages.noAccount}{" "}
            <TextLink href={withNext("/sign-up", next)}>{authMessages.signUpLink}</TextLink>
          </p>
        )
      }
    />
  );
}

/** What a provider brought back, in our own words only: the address bar can say anything. */
function sentenceOf(error: string): string {
  if (error === "account_not_linked") return authProblems.providerUnlinked;
  return error === "signup_disabled" ? authProblems.signUpClosed : authProblems.providerRefused;
}
