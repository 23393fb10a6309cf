import { type MonthText, monthsBetween } from "#lib/months.ts";

/**
 * Round figures on a scale of square roots from nought: 1, 2 and 5 times a power of ten, none so near the next one that
 * their words would touch.
 */
export function rootTicks(max: number, apart = 0.12): number[] {
  if (!(max > 0)) return [0];
  const kept: number[] = [];
  let last = Number.POSITIVE_INFINITY;
  for (let power = Math.floor(Math.log10(max)); power >= -2; power -= 1) {
    for (const step of [5, 2, 1]) {
      const tick = step * 10 ** power;
      const at = Math.sqrt(tick / max);
      if (at > 1 || at < apart) continue;
      if (last - at < apart) continue;
      kept.unshift(tick);
      last = at;
    }
  }
  return [0, ...kept];
}

export interface MonthTick {
  readonly month: MonthText;
  /** In percent from the left. */
  readonly at: number;
  /** Says the year too, and stands where there is little room. */
  readonly isMajor: boolean;
}

/** Which months have a word on an axis of months: each of a few, the first of each quarter or half of many. */
export function monthTicks(months: readonly MonthText[]): MonthTick[] {
  const step = months.length <= 9 ? 1 : months.length <= 30 ? 3 : 6;
  const ticks = months.flatMap((month, number): MonthTick[] => {
    const isMajor = month.endsWith("-01");
    const counts = (Number(month.slice(5)) - 1) % step === 0;
    return counts ? [{ month, at: (number / months.length) * 100, isMajor }] : [];
  });
  const hasMajor = ticks.some(({ isMajor }) => isMajor);
  return hasMajor ? ticks : ticks.map((tick, at) => (at === 0 ? { ...tick, isMajor: true } : tick));
}

/** Where a month begins on an axis of months, in percent; outside it is below 0 or above 100. */
export const monthStart = (months: readonly MonthText[], month: MonthText): number => {
  const first = months[0];
  return first ? (monthsBetween(first, month.slice(0, 7)) / months.length) * 100 : 0;
};

/** Where it ends. */
export const monthEnd = (months: readonly MonthText[], month: MonthText): number =>
  monthStart(months, month) + 100 / Math.max(1, months.length);

const DAY = 86_400_000;

/** Where a day lies within its month. */
export function dayAt(months: readonly MonthText[], day: string): number {
  const [year = 0, month = 1, date = 1] = day.slice(0, 10).split("-").map(Number);
  const days = (Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / DAY;
  return monthStart(months, day) + ((date - 0.5) / days) * (100 / Math.max(1, months.length));
}
