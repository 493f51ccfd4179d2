import { Skeleton } from "@/app/_ui/skeleton";

/** The start screen while its repositories are on their way: search field, heading and rows at their heights. */
export function DashboardSkeleton() {
  return (
    <div className="mx-auto flex max-w-240 flex-col gap-6" aria-busy="true">
      <Skeleton className="h-[42px] rounded-lg" />
      <div>
        <Skeleton className="mb-2 h-6 w-28" />
        <div className="divide-y divide-line rounded-lg border border-line bg-panel">
          {["first", "second", "third"].map((row) => (
            <div key={row} className="flex h-15 flex-col justify-center gap-1 px-3">
              <Skeleton className="h-4 w-40" />
              <Skeleton className="h-4 w-64" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
