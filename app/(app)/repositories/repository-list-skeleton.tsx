import { Skeleton } from "@/app/_ui/skeleton";

/** Rows of the list while they are on their way. */
export function RepositoryListSkeleton() {
  return (
    <div className="divide-y divide-line rounded-lg border border-line bg-panel" aria-busy="true">
      {["first", "second", "third"].map((row) => (
        <div key={row} className="flex h-15 flex-col justify-center gap-1 px-3">
          <Skeleton className="w-44 max-w-full" />
          <Skeleton className="h-4 w-72 max-w-full" />
        </div>
      ))}
    </div>
  );
}
