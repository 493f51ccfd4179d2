import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/router";

type Outputs = inferRouterOutputs<AppRouter>;
export type Tree = Outputs["folder"]["tree"];
export type Folder = Tree["folders"][number];
export type ListedDocument = Outputs["document"]["list"]["items"][number];
export type Document = Outputs["document"]["get"];
/** Something that can be renamed, moved and deleted. */
export type Item =
  | { kind: "folder"; id: string; name: string; folderId: string | null }
  | { kind: "document"; id: string; name: string; folderId: string | null };
