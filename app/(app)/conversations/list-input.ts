import type { conversationMessages } from "@/app/_messages/conversations";
import { pageNumber } from "../repositories/list-input";

export const PAGE_SIZE = 20;

export type Scope = keyof (typeof conversationMessages)["scopes"];
export type ListView = { text: string; scope: Scope; page: number };

/** The view an address asks for; what it does not say, or says wrongly, is as usual. */
export function readListView(params: { get: (name: string) => string | null | undefined }): ListView {
  const scope = params.get("whose");
  return {
    text: (params.get("q") ?? "").slice(0, 200),
    scope: scope === "mine" || scope === "shared" ? scope : "all",
    page: pageNumber(params.get("page")),
  };
}

/** The address of a view, without what is as usual. */
export function listHref({ text, scope, page }: ListView): string {
  const params = new URLSearchParams();
  if (text.trim() !== "") params.set("q", text);
  if (scope !== "all") params.set("whose", scope);
  if (page > 1) params.set("page", String(page));
  return params.size === 0 ? "/conversations" : `/conversations?${params}`;
}

/** What conversation.list is asked for a view. */
export function listInput({ text, scope, page }: ListView) {
  const searchQuery = text.trim();
  return { page, pageSize: PAGE_SIZE, scope, ...(searchQuery === "" ? {} : { searchQuery }) };
}

export const conversationHref = (id: string) => `/conversations/${encodeURIComponent(id)}`;
