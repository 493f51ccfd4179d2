import { Skeleton } from "@/app/_ui/skeleton";

/** Rows of files while they are on their way. */
export function ListSkeleton() {
  return (
    <div className="divide-y divide-line rounded-lg border border-line bg-panel" aria-busy="true">
      {["w-40", "w-56", "w-32", "w-48", "w-36", "w-52"].map((width) => (
        <div key={width} className="flex h-9 items-center px-3">
          <Skeleton className={`h-4 max-w-full ${width}`} />
        </div>
      ))}
    </div>
  );
}
