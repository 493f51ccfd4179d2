/** "payments-api-main.tar.gz" → "payments-api-main": what a repository is called unless somebody says otherwise. */
export function nameFromFile(fileName: string): string {
  const bare = fileName.replace(/\.(zip|tar|tgz|tbz2?|txz|(tar\.)?(gz|bz2|xz|zst))$/i, "");
  return (bare.trim() || fileName).slice(0, 100);
}

/** "/srv/code/payments-api/" → "payments-api". */
export const nameFromPath = (path: string): string =>
  path.split(/[\\/]/).filter(Boolean).at(-1)?.slice(0, 100) ?? "";

/** "https://git.example.org/team/payments-api.git" → "payments-api"; nothing while only a host is typed. */
export const nameFromAddress = (address: string): string =>
  nameFromPath(/^[a-z]+:\/\/[^/]+\/(.+)$/i.exec(address.trim())?.[1]?.replace(/\.git\/*$/, "") ?? "");
