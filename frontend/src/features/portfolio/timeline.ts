import { monthAfter, monthsBetween, monthsFrom } from "#lib/months.ts";

type Maybe = string | null | undefined;

export interface Timed {
  readonly startMonth: Maybe;
  readonly finishMonth: Maybe;
  readonly finishForecast: { readonly p50: Maybe; readonly p85: Maybe } | null | undefined;
  readonly request: {
    readonly promise: { readonly finishMonth: string } | null | undefined;
    readonly forecast: { readonly finishMonth: string } | null | undefined;
  };
}

/** Work that began long ago must not squeeze the months to come. */
const MOST_BEFORE = 6;

/** The months that a picture of these requests spans: from the first start or promise to the last end of any kind. */
export function monthsSpanned(entries: readonly Timed[], firstMonth: string, horizon: number): string[] {
  let from = firstMonth;
  let to = monthAfter(firstMonth, 2);
  for (const { startMonth, finishMonth, finishForecast, request } of entries) {
    const ends = [finishMonth, finishForecast?.p50, finishForecast?.p85, request.promise?.finishMonth];
    for (const month of [startMonth, ...ends, request.forecast?.finishMonth]) {
      if (!month) continue;
      if (month < from) from = month;
      if (month > to) to = month;
    }
  }
  const earliest = monthAfter(firstMonth, -MOST_BEFORE);
  const latest = monthAfter(firstMonth, horizon - 1);
  return monthsFrom(monthsBetween(earliest, from) < 0 ? earliest : from, to > latest ? latest : to);
}
