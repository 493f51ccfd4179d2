import { searchMessages } from "@/app/_messages/search";
import { getQueryClient, Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { Screen } from "../_frame/screen";
import { getPerson } from "../_session/get-person";
import { repositoriesToChoose } from "./repositories-to-choose";
import { SearchScreen } from "./search-screen";
import { readSearchState, toQueryInput } from "./search-state";

type SearchPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SearchPage({ searchParams }: SearchPageProps) {
  const given = await searchParams;
  const state = readSearchState({ get: (name) => [given[name]].flat()[0] ?? null });
  // A stranger is led away by the layout, which renders beside this page.
  if (!(await getPerson())) return null;
  prefetch(trpc.repository.list.queryOptions(repositoriesToChoose));
  const input = toQueryInput(state);
  if (input.text !== "") {
    void getQueryClient().prefetchInfiniteQuery(
      trpc.search.query.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
    );
  }
  return (
    <Screen title={searchMessages.title} flush>
      <Hydrate>
        <SearchScreen />
      </Hydrate>
    </Screen>
  );
}
