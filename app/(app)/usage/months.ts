/** The calendar month of a moment, `YYYY-MM`, UTC: as the server counts. */
export const monthOf = (date: Date): string => date.toISOString().slice(0, 7);

/** The month `by` months later, or earlier when negative. */
export function shiftMonth(month: string, by: number): string {
  const [year = 2000, number = 1] = month.split("-").map(Number);
  return monthOf(new Date(Date.UTC(year, number - 1 + by, 1)));
}

/** "November 2026" */
export function monthWords(month: string): string {
  const words = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
  return words.format(new Date(`${month}-01T00:00:00Z`));
}

/** "1 December 2026" of `2026-12-01`. */
export function dayWords(day: string): string {
  const words = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return words.format(new Date(`${day}T00:00:00Z`));
}

/** Every day of a month, `YYYY-MM-DD`, the quiet ones too. */
export function daysOf(month: string): string[] {
  const [year = 2000, number = 1] = month.split("-").map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
}
