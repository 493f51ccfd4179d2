import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Without this, `text-small` next to `text-quiet` would be read as two colours and one would vanish.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["tiny", "small", "mono", "base", "reading", "title"],
      shadow: ["raised", "floating"],
    },
  },
});

/** Joins class names; of two that set the same thing, the later one stays. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
