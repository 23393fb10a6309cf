import { scaleLinear } from "d3-scale";
import { monthsBetween } from "#lib/months.ts";
import styles from "./Plan.module.css";

export interface MonthBarProps {
  months: readonly string[];
  start: string | null | undefined;
  finish: string | null | undefined;
  p50: string | null | undefined;
  p85: string | null | undefined;
  deadline: string | null | undefined;
}

const HEIGHT = 22;

/** The planned months as a bar, the forecast behind it as a thin one, the deadline as a line. The same figures stand in the row. */
export function MonthBar({ months, start, finish, p50, p85, deadline }: MonthBarProps) {
  const first = months[0];
  if (!first || !start || !finish) return null;
  const x = scaleLinear([0, months.length], [0, 1000]).clamp(true);
  const at = (month: string) => x(monthsBetween(first, month.slice(0, 7)));
  const end = (month: string) => x(monthsBetween(first, month.slice(0, 7)) + 1);
  return (
    <svg
      className={styles.bar}
      viewBox={`0 0 1000 ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {months.map((month, number) => (
        <line
          key={month}
          className={month.endsWith("-01") ? styles.year : styles.tick}
          x1={x(number)}
          x2={x(number)}
          y1={0}
          y2={HEIGHT}
        />
      ))}
      <rect className={styles.span} x={at(start)} y={4} width={end(finish) - at(start)} height={9} />
      {p50 && p85 && (
        <rect
          className={styles.range}
          x={at(p50)}
          y={15}
          width={Math.max(4, end(p85) - at(p50))}
          height={4}
        />
      )}
      {deadline && (
        <line className={styles.deadline} x1={end(deadline)} x2={end(deadline)} y1={1} y2={HEIGHT - 1} />
      )}
    </svg>
  );
}
