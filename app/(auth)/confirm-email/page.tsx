import type { Metadata } from "next";
import { accountMessages } from "@/app/_messages/account";
import { oneParameter, type SearchParams } from "../next-of-stranger";
import { ConfirmEmail } from "./confirm-email";

// The address holds a secret that works once.
export const metadata: Metadata = { title: accountMessages.confirmTitle, referrer: "no-referrer" };

/** Nothing happens by opening the link: programs that look through mails open links too. */
export default async function ConfirmEmailPage({ searchParams }: { searchParams: SearchParams }) {
  return <ConfirmEmail token={(await oneParameter(searchParams, "token")) ?? ""} />;
}
