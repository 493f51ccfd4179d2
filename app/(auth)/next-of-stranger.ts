import { redirect } from "next/navigation";
import { getCaller } from "@/app/_trpc/server";
import { sameOriginPath } from "./same-origin-path";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The one value of a search parameter; repeated ones count as missing. */
export async function oneParameter(searchParams: SearchParams, name: string): Promise<string | undefined> {
  const value = (await searchParams)[name];
  return typeof value === "string" ? value : undefined;
}

/** Sends a person who is signed in already to where they wanted to go; gives that place otherwise. */
export async function nextOfStranger(searchParams: SearchParams): Promise<string> {
  const next = sameOriginPath(await oneParameter(searchParams, "next"));
  const me = await (await getCaller()).account.me().catch(() => undefined);
  if (me !== undefined) redirect(next);
  return next;
}
