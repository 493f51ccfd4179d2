"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { dashboardMessages } from "@/app/_messages/dashboard";
import { SearchInput } from "@/app/_ui/search-input";

/** Takes a search to the search screen. */
export function DashboardSearch() {
  const [query, setQuery] = useState("");
  const router = useRouter();

  function search(event: FormEvent) {
    event.preventDefault();
    if (query.trim() !== "") router.push(`/search?${new URLSearchParams({ q: query.trim() })}`);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: the element <search> is still unknown to much of what reads pages out.
    <form role="search" action="/search" onSubmit={search}>
      <SearchInput
        main
        size="large"
        name="q"
        label={dashboardMessages.searchLabel}
        placeholder={dashboardMessages.searchPlaceholder}
        value={query}
        onValueChange={setQuery}
      />
    </form>
  );
}
