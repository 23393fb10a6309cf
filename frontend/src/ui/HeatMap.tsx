import { Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useRef, useState } from "react";
import { classes } from "#lib/classes.ts";
import { monthText, numberText, percentText } from "#lib/format.ts";
import { shortMonth } from "./charts/shortMonth.ts";
import styles from "./HeatMap.module.css";
import { useLocale } from "./Money.tsx";

export interface HeatCell {
  readonly month: string;
  readonly net: number;
  readonly planned: number;
  /** A month that the team has not logged rests on an assumption, which is shown and is not zero. */
  readonly logged: boolean;
}

export interface HeatRow {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly HeatCell[];
}

export interface HeatMapProps {
  label: string;
  rows: readonly HeatRow[];
  months: readonly string[];
  /** Makes each cell a button; Enter on it calls this. */
  onOpen?: (row: HeatRow, cell: HeatCell) => void;
  /** A strip of low cells, to stand beside something else. */
  compact?: boolean;
}

/** How full a month is: planned of net days; null where there are no days at all. */
export const fillOf = (cell: HeatCell): number | null =>
  cell.net > 0 ? cell.planned / cell.net : cell.planned > 0 ? Number.POSITIVE_INFINITY : null;

/** Five steps, so that the mark and the ground say the same. */
export const stepOf = (fill: number | null): 0 | 1 | 2 | 3 | 4 => {
  if (fill === null || fill === 0) return 0;
  if (fill > 1.0005) return 4;
  return fill >= 0.9 ? 3 : fill >= 0.6 ? 2 : 1;
};

const MARKS = ["", "▁", "▄", "▇", "▲"] as const;

/** Teams by months: a figure and a mark in each cell, over 100 % underlined, not logged dashed. Arrows go through it. */
export function HeatMap({ label, rows, months, onOpen, compact }: HeatMapProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<readonly [row: number, month: number]>([0, 0]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step || !onOpen) return;
    event.preventDefault();
    const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
    const row = within(active[0] + (step[0] ?? 0), rows.length);
    const month = within(active[1] + (step[1] ?? 0), months.length);
    setActive([row, month]);
    table.current?.querySelector<HTMLElement>(`[data-cell="${row} ${month}"]`)?.focus();
  };
  const said = (row: HeatRow, cell: HeatCell) => {
    const month = monthText(cell.month, locale);
    const planned = numberText(cell.planned, locale);
    const net = numberText(cell.net, locale);
    return cell.logged
      ? t`${row.name}, ${month}: ${planned} of ${net} days planned`
      : t`${row.name}, ${month}: ${planned} of ${net} days planned; the days are assumed, not logged`;
  };

  return (
    // A region that scrolls must be reachable by keyboard.
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table ref={table} className={classes(styles.table, compact && styles.compact)} onKeyDown={onKeyDown}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Team</Trans>
            </th>
            {months.map((month) => (
              <th key={month} scope="col">
                <time dateTime={month}>{shortMonth(month, locale)}</time>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowAt) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {months.map((month, monthAt) => {
                const cell = row.cells.find((one) => one.month === month);
                if (!cell) return <td key={month} />;
                const fill = fillOf(cell);
                const step = stepOf(fill);
                const figure =
                  fill === null ? "–" : fill === Number.POSITIVE_INFINITY ? "∞" : percentText(fill, locale);
                const look = classes(styles.cell, styles[`step${step}`], !cell.logged && styles.assumed);
                const content = (
                  <>
                    <span className={styles.mark} aria-hidden="true">
                      {MARKS[step]}
                    </span>
                    <span className={step === 4 ? styles.over : undefined}>{figure}</span>
                  </>
                );
                return (
                  <td key={month}>
                    {onOpen ? (
                      <button
                        type="button"
                        className={look}
                        data-cell={`${rowAt} ${monthAt}`}
                        tabIndex={active[0] === rowAt && active[1] === monthAt ? 0 : -1}
                        title={said(row, cell)}
                        onFocus={() => setActive([rowAt, monthAt])}
                        onClick={() => onOpen(row, cell)}
                      >
                        {content}
                        <span className="visually-hidden">{said(row, cell)}</span>
                      </button>
                    ) : (
                      <span className={look} title={said(row, cell)}>
                        {content}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the marks mean, in words. */
export function HeatKey() {
  const locale = useLocale();
  const percent = (share: number) => percentText(share, locale);
  return (
    <ul className={styles.key}>
      {(
        [
          [1, <Trans key="free">under {percent(0.6)}</Trans>],
          [2, <Trans key="busy">60 to {percent(0.89)}</Trans>],
          [3, <Trans key="full">90 to {percent(1)}</Trans>],
          [4, <Trans key="over">over {percent(1)}</Trans>],
        ] as const
      ).map(([step, words]) => (
        <li key={step}>
          <span className={classes(styles.cell, styles.sample, styles[`step${step}`])} aria-hidden="true">
            {MARKS[step]}
          </span>
          {words}
        </li>
      ))}
      <li>
        <span className={classes(styles.cell, styles.sample, styles.assumed)} aria-hidden="true" />
        <Trans>not logged: the last month logged is assumed</Trans>
      </li>
    </ul>
  );
}
