import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/router";

type Outputs = inferRouterOutputs<AppRouter>["repository"];

export type ListedRepository = Outputs["list"]["items"][number];
export type Repository = Outputs["get"];
export type Run = NonNullable<ListedRepository["run"]>;
export type FolderEntry = Outputs["file"]["list"]["items"][number];
export type IndexedFile = Outputs["file"]["get"];
export type FileSymbol = IndexedFile["symbols"][number];
