import type { Metadata } from "next";
import { peopleMessages } from "@/app/_messages/people";
import { getCaller } from "@/app/_trpc/server";
import { TextLink } from "@/app/_ui/text-link";
import { AuthHeading } from "../auth-heading";
import { oneParameter, type SearchParams } from "../next-of-stranger";
import { withNext } from "../with-next";
import { AnswerInvitation } from "./answer-invitation";
import { SignOutButton } from "./sign-out-button";

export const metadata: Metadata = { title: peopleMessages.invitations, robots: { index: false } };

/** What an invitation's link opens, for somebody signed in or not. */
export default async function InvitationPage({ searchParams }: { searchParams: SearchParams }) {
  const token = (await oneParameter(searchParams, "token")) ?? "";
  const api = await getCaller();
  const invitation = await api.invitation.view({ token: token.slice(0, 200) }).catch(() => undefined);
  if (!invitation)
    return <AuthHeading title={peopleMessages.unknownTitle}>{peopleMessages.unknownBody}</AuthHeading>;

  const { organizationName, inviterName, email, role, state, person } = invitation;
  if (person?.isMember)
    return (
      <>
        <AuthHeading title={peopleMessages.invitationTitle(organizationName)}>
          {peopleMessages.alreadyMember}
        </AuthHeading>
        <TextLink href="/">{peopleMessages.toStart}</TextLink>
      </>
    );
  if (state !== "pending")
    return (
      <AuthHeading title={peopleMessages.closed[state] ?? state}>
        {peopleMessages.askAgain(inviterName)}
      </AuthHeading>
    );

  const here = `/invitation?${new URLSearchParams({ token })}`;
  const { signUp } = await api.account.providers();
  return (
    <>
      <AuthHeading title={peopleMessages.invitationTitle(organizationName)}>
        <p className="break-words">
          {peopleMessages.invitationBody(inviterName, peopleMessages.roles[role]?.toLowerCase() ?? role)}{" "}
          {person !== null && peopleMessages.invitationFor(email)}
        </p>
      </AuthHeading>
      {person === null && (
        <>
          <p className="mb-4 break-words">{peopleMessages.withThisAddress(email)}</p>
          <p className="flex gap-4">
            {signUp && <TextLink href={withNext("/sign-up", here)}>{peopleMessages.signUpToJoin}</TextLink>}
            <TextLink href={withNext("/sign-in", here)}>{peopleMessages.signInToJoin}</TextLink>
          </p>
        </>
      )}
      {person !== null && !person.isInvited && (
        <>
          <p className="mb-4 break-words">{peopleMessages.signedInAs(person.email)}</p>
          <SignOutButton to={here} />
        </>
      )}
      {person?.isInvited && person.mustVerify && (
        <p className="break-words">{peopleMessages.verifyFirst(person.email)}</p>
      )}
      {person?.isInvited && !person.mustVerify && <AnswerInvitation token={token} />}
    </>
  );
}
