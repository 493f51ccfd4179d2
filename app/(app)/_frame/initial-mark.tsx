import { cn } from "@/app/_ui/cn";

type InitialMarkProps = { name: string; image?: string | null | undefined; round?: boolean };

/** The picture, or the first letter of a name, in a small square (organizations) or circle (people). */
export function InitialMark({ name, image, round = false }: InitialMarkProps) {
  const shape = round ? "rounded-full" : "rounded-[5px]";
  if (image) {
    // biome-ignore lint/performance/noImgElement: a small picture of our own route, the size it is shown at.
    return <img src={image} alt="" className={cn("size-5 shrink-0 object-cover", shape)} />;
  }
  // A segmenter, so that an accent or an emoji stays whole.
  const [initial] = new Intl.Segmenter("en").segment(name.trim().toUpperCase());
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-5 shrink-0 place-items-center font-semibold text-tiny",
        shape,
        round ? "bg-tint text-tint-text" : "bg-accent text-on-accent",
      )}
    >
      {initial?.segment ?? "?"}
    </span>
  );
}
