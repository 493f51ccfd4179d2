/** What Next hands a page of the address behind its `?`. */
export type AddressParams = Promise<Record<string, string | string[] | undefined>>;

/** Parameters of an address; of one given several times, the first counts. */
export function singleParams(params: Awaited<AddressParams>): URLSearchParams {
  const single = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) single.set(name, first);
  }
  return single;
}
