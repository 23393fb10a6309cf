import { monthAfter, monthsFrom } from "#lib/months.ts";

/** The months from the first to the last of these days and months, with one more at either end. */
export function monthsAround(days: readonly (string | null | undefined)[]): string[] {
  const months = days.flatMap((day) => (day ? [day.slice(0, 7)] : [])).sort();
  const [first, last] = [months[0], months.at(-1)];
  return first && last ? monthsFrom(monthAfter(first, -1), monthAfter(last, 1)) : [];
}
