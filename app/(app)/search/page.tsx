import { Suspense } from "react";
import { searchMessages } from "@/app/_messages/search";
import { getQueryClient, Hydrate, trpc } from "@/app/_trpc/server";
import { Screen } from "../_frame/screen";
import { getPerson } from "../_session/get-person";
import { repositoriesToChoose } from "./repositories-to-choose";
import { SearchScreen } from "./search-screen";
import { SearchSkeleton } from "./search-skeleton";
import { readSearchState, type SearchState, toQueryInput } from "./search-state";

type SearchPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SearchPage({ searchParams }: SearchPageProps) {
  const given = await searchParams;
  const state = readSearchState({ get: (name) => [given[name]].flat()[0] ?? null });
  // A stranger is led away by the layout, which renders beside this page.
  if (!(await getPerson())) return null;
  return (
    <Screen title={searchMessages.title} flush>
      <Suspense fallback={<SearchSkeleton hasQuestion={state.text.trim() !== ""} />}>
        <AnsweredSearch state={state} />
      </Suspense>
    </Screen>
  );
}

/**
 * Waits for the answers, unlike other pages: the screen does not suspend on them (see use-results.ts), so an answer that
 * came between its rendering here and in the browser would make the two differ. What fails is asked again there.
 */
async function AnsweredSearch({ state }: { state: SearchState }) {
  const queryClient = getQueryClient();
  const input = toQueryInput(state);
  await Promise.all([
    queryClient.prefetchQuery({ ...trpc.repository.list.queryOptions(repositoriesToChoose), retry: false }),
    input.text !== "" &&
      queryClient.prefetchInfiniteQuery({
        ...trpc.search.query.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
        retry: false,
      }),
  ]);
  return (
    <Hydrate>
      <SearchScreen />
    </Hydrate>
  );
}
