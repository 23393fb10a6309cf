/** A day in the reader's own zone as a moment: its first, or, for the end of a period, that of the day after. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

export const endOfDay = (day: string): string => {
  const moment = new Date(`${day}T00:00:00`);
  moment.setDate(moment.getDate() + 1);
  return moment.toISOString();
};

/** Today, or some days on, as "2026-11-21" in the reader's own zone. */
export const dayAhead = (days: number, now: Date = new Date()): string => {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

/** The last day of a period that ends at a moment: one that ends at midnight has the day before as its last. */
export const lastDayOf = (until: string): string => dayAhead(0, new Date(Date.parse(until) - 1));
