import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";
import { Pagination } from "./pagination";

type PagedListProps<Item, View> = {
  /** One page of what the view asks for. */
  data: { items: Item[]; hasNext: boolean };
  pageSize: number;
  view: View;
  onView: (view: View) => void;
  words: {
    list: string;
    pastEndTitle: string;
    pastEndBody: string;
    toFirstPage: string;
    noMatchTitle: string;
    noMatchBody: (text: string) => string;
    clearFilter: string;
  };
  /** Shown when there is nothing at all yet. */
  empty: ReactNode;
  row: (item: Item) => ReactNode;
};

/** The rows of one page and the way to the others; where there is none, why, and the way back. */
export function PagedList<Item, View extends { text: string; page: number }>({
  data,
  pageSize,
  view,
  onView,
  words,
  empty,
  row,
}: PagedListProps<Item, View>) {
  const { items, hasNext } = data;
  const text = view.text.trim();
  if (items.length === 0 && view.page > 1) {
    return (
      <EmptyState
        title={words.pastEndTitle}
        action={<Button onClick={() => onView({ ...view, page: 1 })}>{words.toFirstPage}</Button>}
      >
        {words.pastEndBody}
      </EmptyState>
    );
  }
  if (items.length === 0 && text !== "") {
    return (
      <EmptyState
        icon={<SearchX />}
        title={words.noMatchTitle}
        action={<Button onClick={() => onView({ ...view, text: "" })}>{words.clearFilter}</Button>}
      >
        {words.noMatchBody(text)}
      </EmptyState>
    );
  }
  if (items.length === 0) return empty;
  const first = (view.page - 1) * pageSize + 1;
  return (
    <>
      <ul aria-label={words.list} className="divide-y divide-line rounded-lg border border-line bg-panel">
        {items.map(row)}
      </ul>
      {(hasNext || view.page > 1) && (
        <Pagination
          from={first}
          to={first + items.length - 1}
          onPrevious={view.page > 1 ? () => onView({ ...view, page: view.page - 1 }) : undefined}
          onNext={hasNext ? () => onView({ ...view, page: view.page + 1 }) : undefined}
        />
      )}
    </>
  );
}
