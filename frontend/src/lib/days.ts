/** Whether a day is over where the reader is. */
export const isPast = (day: string, now: number = Date.now()): boolean =>
  new Date(`${day}T23:59:59.999`).getTime() < now;

/** The day that it is where the reader is, as "2026-11-22". */
export const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
