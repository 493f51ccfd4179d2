import { cn } from "@/app/_ui/cn";

/** The first letter of a name in a small square (organizations) or circle (people). */
export function InitialMark({ name, round = false }: { name: string; round?: boolean }) {
  // A segmenter, so that an accent or an emoji stays whole.
  const [initial] = new Intl.Segmenter("en").segment(name.trim().toUpperCase());
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-5 shrink-0 place-items-center font-semibold text-tiny",
        round ? "rounded-full bg-tint text-tint-text" : "rounded-[5px] bg-accent text-on-accent",
      )}
    >
      {initial?.segment ?? "?"}
    </span>
  );
}
