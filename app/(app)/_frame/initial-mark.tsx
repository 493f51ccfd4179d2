import { cn } from "@/app/_ui/cn";

type InitialMarkProps = {
  name: string;
  round?: boolean;
  image?: string | null | undefined;
  className?: string | undefined;
};

/** The first letter of a name, or its picture, in a small square (organizations) or circle (people). */
export function InitialMark({ name, round = false, image, className }: InitialMarkProps) {
  // Pictures come from this very server: the policy of every page allows no other. Next's own image service would drop
  // the cookie that says whose they are.
  if (image?.startsWith("/")) {
    return (
      // biome-ignore lint/performance/noImgElement: see above.
      <img
        src={image}
        alt=""
        className={cn("size-5 shrink-0 object-cover", round ? "rounded-full" : "rounded-[5px]", className)}
      />
    );
  }
  // A segmenter, so that an accent or an emoji stays whole.
  const [initial] = new Intl.Segmenter("en").segment(name.trim().toUpperCase());
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-5 shrink-0 place-items-center font-semibold text-tiny",
        round ? "rounded-full bg-tint text-tint-text" : "rounded-[5px] bg-accent text-on-accent",
        className,
      )}
    >
      {initial?.segment ?? "?"}
    </span>
  );
}
