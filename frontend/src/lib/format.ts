/** Intl objects are slow to make, so each is kept by locale and options. */
const kept = new Map<string, unknown>();

function once<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
}

/** Whole units from a thousand up, cents below unless they are zero. `short` gives "1.2M". */
export function moneyText(value: MoneyValue, locale: string, short = false): string {
  const amount = Number(value.amount);
  const digits = Math.abs(amount) >= 1000 || Number.isInteger(amount) ? 0 : 2;
  const brief = short && Math.abs(amount) >= 10_000;
  return once(
    `money ${locale} ${value.currency} ${digits} ${brief}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency: value.currency,
        ...(brief
          ? { notation: "compact", maximumSignificantDigits: 3 }
          : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
      }),
  ).format(amount);
}

export const numberText = (value: number, locale: string, digits = 1): string =>
  once(
    `number ${locale} ${digits}`,
    () => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  ).format(value);

/** A share from 0 to 1. */
export const percentText = (share: number, locale: string, digits = 0): string =>
  once(
    `percent ${locale} ${digits}`,
    () => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }),
  ).format(share);

export const dateText = (iso: string, locale: string): string =>
  once(`date ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: "medium" })).format(
    dateFrom(iso),
  );

export const timeText = (iso: string, locale: string, timeZone?: string): string =>
  once(
    `time ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }),
  ).format(new Date(iso));

export const monthText = (month: string, locale: string): string =>
  once(
    `month ${locale}`,
    () => new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" }),
  ).format(new Date(`${month.slice(0, 7)}-01T00:00:00Z`));

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_628_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "in 3 days", "2 hours ago", "yesterday". */
export function sinceText(iso: string, locale: string, now: number = Date.now()): string {
  const words = once(`since ${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
  const seconds = (dateFrom(iso).getTime() - now) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  }
  return words.format(0, "second");
}

export const listText = (items: readonly string[], locale: string): string =>
  once(`list ${locale}`, () => new Intl.ListFormat(locale)).format(items);

/** A plain date is that day wherever the reader is, so it must not be read as midnight in Greenwich. */
const dateFrom = (iso: string): Date => new Date(iso.length === 10 ? `${iso}T12:00:00` : iso);
