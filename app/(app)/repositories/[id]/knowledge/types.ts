import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/router";

export type Entry = inferRouterOutputs<AppRouter>["knowledge"]["list"]["items"][number];
export type Category = Entry["category"];
