/** Where a passage stands, in names: the class or function around it, and its file; `index.ts` is called as its folder. */
export function placeOf({ path, scope }: { path: string; scope: string | null }): {
  scope: string;
  stem: string;
} {
  const [file = "", folder = ""] = path.split("/").reverse();
  const name = file.split(".")[0] ?? "";
  return {
    scope: scope ?? "",
    stem: /^(index|mod|main|__init__)$/.test(name) && folder !== "" ? folder : name,
  };
}
