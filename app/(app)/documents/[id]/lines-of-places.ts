/** The line on which each place of a text begins, from 1. */
export function linesOfPlaces(
  text: string,
  places: readonly { label: string; start: number }[],
): { label: string; line: number }[] {
  let [line, at] = [1, 0];
  return places.map(({ label, start }) => {
    for (let next = text.indexOf("\n", at); next >= 0 && next < start; next = text.indexOf("\n", at)) {
      line += 1;
      at = next + 1;
    }
    return { label, line };
  });
}
