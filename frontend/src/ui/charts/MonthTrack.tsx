import { useLingui } from "@lingui/react/macro";
import { classes } from "#lib/classes.ts";
import { dateText, monthText } from "#lib/format.ts";
import { useLocale } from "../Money.tsx";
import { dayAt, monthEnd, monthStart, monthTicks } from "./axis.ts";
import { Mark } from "./Mark.tsx";
import styles from "./MonthTrack.module.css";
import { shortMonth } from "./shortMonth.ts";

type Maybe = string | null | undefined;

export interface MonthTrackProps {
  months: readonly string[];
  /** The months of the work, both ends included. */
  start?: Maybe;
  finish?: Maybe;
  /** Whether these months are held already; else they follow from the order and can still move. */
  isHeld?: boolean;
  /** By when half of the simulated plans finish it, and 85 of 100. */
  p50?: Maybe;
  p85?: Maybe;
  /** The month promised at commitment. */
  promised?: Maybe;
  /** The month in which IT expects to finish. */
  expected?: Maybe;
  delivered?: Maybe;
  deadline?: Maybe;
  today?: Maybe;
  /** What it is about, when it must say in words all that it draws; else the same figures must stand beside it. */
  name?: string;
}

/** As the style sheet has it. */
const HEIGHT = 32;
const within = (at: number) => Math.min(100, Math.max(0, at));
const isWithin = (at: number) => at >= -0.01 && at <= 100.01;

/** Months of work on one line: the bar, the forecast below it, the promise as a diamond, the deadline as a dashed line. */
export function MonthTrack(props: MonthTrackProps) {
  const said = useSaid(props);
  const {
    months,
    start,
    finish,
    isHeld = true,
    p50,
    p85,
    promised,
    expected,
    delivered,
    deadline,
    today,
  } = props;
  const from = (month: string) => within(monthStart(months, month));
  const to = (month: string) => within(monthEnd(months, month));
  const bar = (first: string, last: string) => ({
    x: `${from(first)}%`,
    width: `${Math.max(0.4, to(last) - from(first))}%`,
  });
  const mark = (month: Maybe, y: number, look: "diamond" | "forecast" | "square") => {
    if (!month) return null;
    const at = look === "square" ? dayAt(months, month) : monthEnd(months, month);
    return isWithin(at) && <Mark look={look} x={at} y={y} />;
  };
  return (
    <svg
      className={styles.track}
      role={said ? "img" : undefined}
      aria-label={said}
      aria-hidden={said ? undefined : true}
      focusable="false"
    >
      {said && <title>{said}</title>}
      {months.map((month, number) => (
        <line
          key={month}
          className={month.endsWith("-01") ? styles.year : styles.tick}
          x1={`${(number / months.length) * 100}%`}
          x2={`${(number / months.length) * 100}%`}
          y1="0"
          y2="100%"
        />
      ))}
      {start && finish && (
        <rect
          className={classes(styles.span, !isHeld && styles.open)}
          y="6"
          height="11"
          rx="2"
          {...bar(start, finish)}
        />
      )}
      {p50 && <rect className={styles.range} y="23" height="4" {...bar(p50, p85 ?? months.at(-1) ?? p50)} />}
      {deadline && isWithin(dayAt(months, deadline)) && (
        <line
          className={styles.deadline}
          x1={`${dayAt(months, deadline)}%`}
          x2={`${dayAt(months, deadline)}%`}
          y1="0"
          y2="100%"
        />
      )}
      {today && isWithin(dayAt(months, today)) && (
        <line
          className={styles.today}
          x1={`${dayAt(months, today)}%`}
          x2={`${dayAt(months, today)}%`}
          y1="0"
          y2="100%"
        />
      )}
      {mark(expected, (25 / HEIGHT) * 100, "forecast")}
      {mark(promised, (11.5 / HEIGHT) * 100, "diamond")}
      {mark(delivered, (11.5 / HEIGHT) * 100, "square")}
    </svg>
  );
}

/** All that a track draws, in one sentence. */
function useSaid(props: MonthTrackProps): string | undefined {
  const { t } = useLingui();
  const locale = useLocale();
  const { name, start, finish, isHeld = true, p50, p85, promised, expected, delivered, deadline } = props;
  if (!name) return undefined;
  const month = (value: string) => monthText(value, locale);
  const parts = [
    start &&
      finish &&
      (isHeld
        ? t`${month(start)} to ${month(finish)}, held`
        : t`${month(start)} to ${month(finish)}, planned`),
    promised && t`promised for ${month(promised)}`,
    expected && t`IT expects ${month(expected)}`,
    p50 && (p85 ? t`forecast ${month(p50)} to ${month(p85)}` : t`forecast ${month(p50)} or later`),
    delivered && t`delivered on ${dateText(delivered, locale)}`,
    deadline && t`deadline ${dateText(deadline, locale)}`,
  ].filter(Boolean);
  return `${name}: ${parts.join("; ")}`;
}

/** The months above or below tracks of the same months. */
export function MonthAxis({ months }: { months: readonly string[] }) {
  const locale = useLocale();
  return (
    <svg className={styles.axis} aria-hidden="true" focusable="false">
      {monthTicks(months).map(({ month, at, isMajor }) => (
        <text key={month} className={isMajor ? styles.major : styles.minor} x={`${at}%`} y="13">
          {isMajor ? monthText(month, locale) : shortMonth(month, locale)}
        </text>
      ))}
    </svg>
  );
}

/** What a bar, a line or a range looks like, beside words. */
export function TrackSample({ look }: { look: "held" | "open" | "range" | "deadline" | "today" }) {
  return (
    <svg className={styles.sample} viewBox="0 0 22 14" aria-hidden="true" focusable="false">
      {look === "range" ? (
        <rect className={styles.range} x="1" y="5" width="20" height="4" />
      ) : look === "deadline" || look === "today" ? (
        <line className={styles[look]} x1="11" x2="11" y1="0" y2="14" />
      ) : (
        <rect
          className={classes(styles.span, look === "open" && styles.open)}
          x="1"
          y="2"
          width="20"
          height="10"
          rx="2"
        />
      )}
    </svg>
  );
}
