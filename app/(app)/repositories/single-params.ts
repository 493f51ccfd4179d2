/** Parameters of an address; of one given several times, the first counts. */
export function singleParams(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const single = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) single.set(name, first);
  }
  return single;
}
