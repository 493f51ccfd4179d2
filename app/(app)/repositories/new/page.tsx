import type { Metadata } from "next";
import { addMessages, repositoryMessages } from "@/app/_messages/repositories";
import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { Screen } from "../../_frame/screen";
import { AddRepository } from "./add-repository";

export const metadata: Metadata = { title: addMessages.title };

export default function AddRepositoryPage() {
  prefetch(trpc.repository.sources.queryOptions());
  return (
    <Screen title={addMessages.title} parents={[{ label: repositoryMessages.title, href: "/repositories" }]}>
      <Hydrate>
        <AddRepository />
      </Hydrate>
    </Screen>
  );
}
