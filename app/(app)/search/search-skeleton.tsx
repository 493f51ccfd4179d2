import { Skeleton } from "@/app/_ui/skeleton";

/** The whole screen while its first answer is on its way: field, filters, results and preview at their places. */
export function SearchSkeleton({ hasQuestion }: { hasQuestion: boolean }) {
  return (
    <div className="flex h-full" aria-busy="true">
      <div className="min-w-0 flex-1 overflow-hidden px-3 pt-4 md:px-5">
        <Skeleton className="h-[42px] rounded-lg" />
        <Skeleton className="mt-2.5 mb-3 h-6 w-80 max-w-full" />
        {hasQuestion && <ResultSkeletons />}
      </div>
      <div className="hidden w-[38%] max-w-180 shrink-0 border-line border-l bg-panel min-[1100px]:block" />
    </div>
  );
}

/** Cards of the height that most results have. */
export function ResultSkeletons() {
  return (
    <div className="flex flex-col gap-2.5" aria-busy="true">
      {["first", "second", "third", "fourth"].map((card) => (
        <div key={card} className="h-[236px] rounded-lg border border-line bg-panel">
          <div className="flex h-9.5 items-center border-line border-b px-3">
            <Skeleton className="h-3 w-56" />
          </div>
          <div className="flex flex-col gap-2 px-3 py-3">
            <Skeleton className="h-3 w-2/3" />
            <Skeleton className="h-3 w-1/2" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
