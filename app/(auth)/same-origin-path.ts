/**
 * Where `next` leads, if that is a page of this very site: else "/". It comes from the address bar, so it may try to
 * send a person who just signed in to a stranger's copy of Carrel.
 */
export function sameOriginPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith("/") || next.length > 2_000) return "/";
  const here = "http://carrel.invalid";
  const url = URL.parse(next, here);
  if (url?.origin !== here) return "/";
  const path = `${url.pathname}${url.search}${url.hash}`;
  // "/.//stranger.example" becomes "//stranger.example" on the way, which names another host.
  if (path.startsWith("//") || /^\/(api|sign-in|sign-up)(\/|\?|#|$)/.test(path)) return "/";
  return path;
}
