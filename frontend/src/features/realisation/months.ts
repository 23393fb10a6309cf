import { monthAfter, monthsBetween, monthsFrom } from "#lib/months.ts";

export interface PromisedWindow {
  startMonth: string;
  endMonth: string;
  /** The month in which delivery was promised. */
  finishMonth: string;
  deliveredOn: string;
}

/** The benefit's months up to the checkpoint: the promised ones, moved by as much as the delivery was. */
export function monthsDue(window: PromisedWindow | null, count: number): string[] {
  if (!window || count <= 0) return [];
  const moved = monthsBetween(window.finishMonth, window.deliveredOn.slice(0, 7));
  const first = monthAfter(window.startMonth, moved);
  const last = monthAfter(window.endMonth, moved);
  return monthsFrom(first, last).slice(0, count);
}
