/** The address of another screen of this group that keeps where to go afterwards. */
export const withNext = (path: string, next: string): string =>
  next === "/" ? path : `${path}?${new URLSearchParams({ next })}`;
