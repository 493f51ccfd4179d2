/** How the small buttons below a question look. */
export const contextChip =
  "inline-flex h-6 max-w-52 items-center gap-1.5 rounded-sm border border-line bg-panel px-2 text-quiet text-small transition-colors hover:text-text [&_svg]:size-3.5 [&_svg]:shrink-0";
