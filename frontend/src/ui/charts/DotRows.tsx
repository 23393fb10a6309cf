import { scaleLinear } from "d3-scale";
import type { ReactNode } from "react";
import styles from "./DotRows.module.css";
import { Mark } from "./Mark.tsx";
import type { MarkLook } from "./marks.ts";

export interface DotRow {
  readonly id: string;
  readonly label: string;
  /** On what the row rests, such as how many results. */
  readonly note?: ReactNode;
  readonly range?: { readonly low: number; readonly high: number } | null;
  readonly dots: readonly { readonly value: number; readonly look: MarkLook }[];
  /** Stands where there is nothing to draw, and says why. */
  readonly absent?: ReactNode;
  /** All that the row draws, in words. */
  readonly said: string;
}

export interface DotRowsProps {
  label: string;
  rows: readonly DotRow[];
  /** A value with a line of its own, which the others are read against. */
  reference?: number;
  /** Both ends of the scale at least; it grows to hold every dot. */
  span: readonly [low: number, high: number];
  figure: (value: number) => string;
}

/** Figures of several things on one scale: dots, and the range in which they are expected. */
export function DotRows({ label, rows, reference, span, figure }: DotRowsProps) {
  const values = rows.flatMap(({ dots, range }) => [
    ...dots.map(({ value }) => value),
    ...(range ? [range.low, range.high] : []),
  ]);
  const scale = scaleLinear([Math.min(span[0], ...values), Math.max(span[1], ...values)], [0, 100]).nice(5);
  const ticks = scale.ticks(5);
  const lines = (
    <>
      {ticks.map((tick) => (
        <line
          key={tick}
          className={styles.grid}
          x1={`${scale(tick)}%`}
          x2={`${scale(tick)}%`}
          y1="0"
          y2="100%"
        />
      ))}
      {reference !== undefined && (
        <line
          className={styles.reference}
          x1={`${scale(reference)}%`}
          x2={`${scale(reference)}%`}
          y1="0"
          y2="100%"
        />
      )}
    </>
  );
  return (
    <div className={styles.rows}>
      <ul aria-label={label}>
        {rows.map(({ id, label: name, note, range, dots, absent, said }) => (
          <li key={id} className={styles.row}>
            <span className={styles.name}>
              {name}
              {note && <small>{note}</small>}
            </span>
            <span className={styles.drawn}>
              <svg className={styles.track} role="img" aria-label={said}>
                <title>{said}</title>
                {lines}
                {range && (
                  <rect
                    className={styles.range}
                    x={`${scale(range.low)}%`}
                    width={`${scale(range.high) - scale(range.low)}%`}
                    y="13"
                    height="14"
                    rx="3"
                  />
                )}
                {dots.map(({ value, look }) => (
                  <Mark key={look} look={look} x={scale(value)} y={50} />
                ))}
              </svg>
              {absent && <span className={styles.absent}>{absent}</span>}
            </span>
          </li>
        ))}
      </ul>
      <svg className={styles.axis} aria-hidden="true" focusable="false">
        {ticks.map((tick, at) => (
          <text
            key={tick}
            className={styles.word}
            x={`${scale(tick)}%`}
            y="13"
            textAnchor={at === 0 ? "start" : at === ticks.length - 1 ? "end" : "middle"}
          >
            {figure(tick)}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** What the range and the line look like, beside words. */
export function RowSample({ look }: { look: "range" | "reference" }) {
  return (
    <svg className={styles.sample} viewBox="0 0 22 14" aria-hidden="true" focusable="false">
      {look === "range" ? (
        <rect className={styles.range} x="1" y="2" width="20" height="10" rx="3" />
      ) : (
        <line className={styles.reference} x1="11" x2="11" y1="0" y2="14" />
      )}
    </svg>
  );
}
