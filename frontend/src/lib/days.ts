/** Whether a day is over where the reader is. */
export const isPast = (day: string, now: number = Date.now()): boolean =>
  new Date(`${day}T23:59:59.999`).getTime() < now;
