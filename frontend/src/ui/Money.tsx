import { useLingui as useMessages } from "@lingui/react";
import { Plural } from "@lingui/react/macro";
import {
  dateText,
  listText,
  type MoneyValue,
  moneyText,
  monthText,
  numberText,
  percentText,
  sinceText,
  timeText,
} from "#lib/format.ts";

export type { MoneyValue };

/** The locale that numbers, dates and words are written in. */
export const useLocale = (): string => {
  const { i18n } = useMessages();
  return (Array.isArray(i18n.locales) ? i18n.locales[0] : i18n.locales) ?? i18n.locale;
};

export const useMoney = () => {
  const locale = useLocale();
  return (value: MoneyValue, short = false) => moneyText(value, locale, short);
};

export function Money({ value, short }: { value: MoneyValue | null | undefined; short?: boolean }) {
  const locale = useLocale();
  if (!value) return <Absent />;
  const text = moneyText(value, locale, short);
  return short ? <span title={moneyText(value, locale)}>{text}</span> : <span>{text}</span>;
}

export interface RangeValue<T> {
  readonly low: T;
  readonly likely: T;
  readonly high: T;
}

export function MoneyRange({ value, short }: { value: RangeValue<MoneyValue>; short?: boolean }) {
  const locale = useLocale();
  return (
    <span>
      {moneyText(value.likely, locale, short)}{" "}
      <small>
        ({moneyText(value.low, locale, short)}–{moneyText(value.high, locale, short)})
      </small>
    </span>
  );
}

/** Person-days. */
export function Days({ value }: { value: number | null | undefined }) {
  const locale = useLocale();
  if (value === null || value === undefined) return <Absent />;
  const text = numberText(value, locale);
  return (
    <span>
      <Plural value={value} one={`${text} day`} other={`${text} days`} />
    </span>
  );
}

export function DaysRange({ value }: { value: RangeValue<number> }) {
  const locale = useLocale();
  return (
    <span>
      <Days value={value.likely} />{" "}
      <small>
        ({numberText(value.low, locale)}–{numberText(value.high, locale)})
      </small>
    </span>
  );
}

export function Percent({ value, digits }: { value: number | null | undefined; digits?: number }) {
  const locale = useLocale();
  return value === null || value === undefined ? (
    <Absent />
  ) : (
    <span>{percentText(value, locale, digits)}</span>
  );
}

export function Num({ value, digits }: { value: number | null | undefined; digits?: number }) {
  const locale = useLocale();
  return value === null || value === undefined ? (
    <Absent />
  ) : (
    <span>{numberText(value, locale, digits)}</span>
  );
}

export function DateText({ value, time }: { value: string | null | undefined; time?: boolean }) {
  const locale = useLocale();
  if (!value) return <Absent />;
  return <time dateTime={value}>{time ? timeText(value, locale) : dateText(value, locale)}</time>;
}

export function MonthText({ value }: { value: string | null | undefined }) {
  const locale = useLocale();
  return value ? <time dateTime={value.slice(0, 7)}>{monthText(value, locale)}</time> : <Absent />;
}

/** From the first to the last month; one that begins and ends in the same month is that month. */
export function MonthSpan({ from, to }: { from: string | null | undefined; to: string | null | undefined }) {
  return from && to && from.slice(0, 7) !== to.slice(0, 7) ? (
    <span>
      <MonthText value={from} /> – <MonthText value={to} />
    </span>
  ) : (
    <MonthText value={from ?? to} />
  );
}

/** How long ago or in how long, the exact time on hover. */
export function Since({ value }: { value: string | null | undefined }) {
  const locale = useLocale();
  if (!value) return <Absent />;
  return (
    <time dateTime={value} title={value.length > 10 ? timeText(value, locale) : dateText(value, locale)}>
      {sinceText(value, locale)}
    </time>
  );
}

/** "Ann, Ben and Cem". */
export function People({ people }: { people: readonly { readonly name: string }[] }) {
  const locale = useLocale();
  return (
    <span>
      {listText(
        people.map((person) => person.name),
        locale,
      )}
    </span>
  );
}

/** Not known is a dash, never a zero. */
function Absent() {
  return <span aria-hidden="true">–</span>;
}
