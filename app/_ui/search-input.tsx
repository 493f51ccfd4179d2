"use client";

import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

type SearchInputProps = Omit<ComponentProps<"input">, "type" | "size" | "value" | "onChange"> & {
  /** The accessible name; nothing else labels it. */
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  /** "large" is the search screen's, "medium" filters a list. */
  size?: "medium" | "large" | undefined;
  /** An answer is on its way. */
  busy?: boolean | undefined;
  /** The field that the `/` key focuses; one a screen. */
  main?: boolean | undefined;
};

/** A search field. Escape clears it, and in an empty one leaves it. */
export function SearchInput({
  label,
  value,
  onValueChange,
  size = "medium",
  busy,
  main,
  className,
  ...rest
}: SearchInputProps) {
  const large = size === "large";
  return (
    <div
      className={cn(
        searchSurface,
        large ? "h-[42px] gap-3 rounded-lg px-3.5" : "h-8 rounded-md px-2.5",
        className,
      )}
    >
      {busy ? (
        <Spinner className="text-quiet" />
      ) : (
        <Search aria-hidden className={cn("size-4 shrink-0", large ? "text-text" : "text-quiet")} />
      )}
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        type="search"
        aria-label={label}
        data-main-search={main || undefined}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          rest.onKeyDown?.(event);
          if (event.key !== "Escape" || event.defaultPrevented) return;
          event.preventDefault();
          if (value === "") event.currentTarget.blur();
          else onValueChange("");
        }}
        className={cn("min-w-0 flex-1 bg-transparent text-text outline-none", large && "text-reading")}
      />
      {value !== "" && <Kbd keys="escape" className="hidden group-focus-within:inline-flex" />}
      {value === "" && main && <Kbd keys="/" className="group-focus-within:hidden max-md:hidden" />}
    </div>
  );
}

const searchSurface = cn(
  "group flex min-w-0 items-center gap-2 border border-line bg-panel shadow-raised transition-colors",
  "focus-within:border-accent focus-within:ring-3 focus-within:ring-accent/20",
);
