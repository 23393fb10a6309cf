import { Trans, useLingui } from "@lingui/react/macro";
import { scaleLinear } from "d3-scale";
import { classes } from "#lib/classes.ts";
import styles from "./Waterfall.module.css";
import { barsOf, extentOf, type WaterfallBar, type WaterfallStep } from "./waterfall.ts";

export interface WaterfallProps {
  caption: string;
  /** What the steps are, for the head of their column. */
  of: string;
  steps: readonly WaterfallStep[];
  /** The figure with its unit; a change is given its sign here. */
  figure: (value: number, isChange: boolean) => string;
}

/** From one total to another, step by step: a table in which each row draws its own bar, so that figures and picture cannot part. */
export function Waterfall({ caption, of, steps, figure }: WaterfallProps) {
  const { t } = useLingui();
  const bars = barsOf(steps);
  const { low, high, isCut } = extentOf(bars);
  const x = scaleLinear([low, high], [0, 1000]).clamp(true);
  return (
    <div className={styles.waterfall}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col" className={styles.end}>
              <Trans>Amount</Trans>
            </th>
            <th scope="col">
              <span className="visually-hidden">
                <Trans>Drawn</Trans>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar, at) => (
            <tr key={bar.id} className={bar.isTotal ? styles.total : undefined}>
              <th scope="row">{bar.label}</th>
              <td className={styles.end}>
                {!bar.isTotal && <Sign value={bar.value} />}
                {figure(bar.value, !bar.isTotal)}
              </td>
              <td className={styles.drawn}>
                <Drawn bar={bar} next={bars[at + 1]} x={x} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isCut && (
        <p
          className={styles.note}
        >{t`The bars begin at ${figure(low, false)}, so that the steps can be seen.`}</p>
      )}
    </div>
  );
}

/** Up or down, beside the figure's own sign. */
function Sign({ value }: { value: number }) {
  if (value === 0) return null;
  return (
    <span className={value > 0 ? styles.up : styles.down} aria-hidden="true">
      {value > 0 ? "▲" : "▼"}{" "}
    </span>
  );
}

const HEIGHT = 30;

/** The bar, and the thin line that leads to where the next one begins. */
function Drawn({
  bar,
  next,
  x,
}: {
  bar: WaterfallBar;
  next: WaterfallBar | undefined;
  x: (value: number) => number;
}) {
  const [left, right] = [Math.min(bar.from, bar.to), Math.max(bar.from, bar.to)].map(x) as [number, number];
  const end = x(bar.to);
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 1000 ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <line className={styles.ground} x1={x(0)} x2={x(0)} y1={0} y2={HEIGHT} />
      <rect
        className={classes(styles.bar, !bar.isTotal && (bar.value < 0 ? styles.less : styles.more))}
        x={left}
        y={5}
        width={Math.max(2, right - left)}
        height={HEIGHT - 10}
      />
      {next && <line className={styles.lead} x1={end} x2={end} y1={HEIGHT - 5} y2={HEIGHT} />}
    </svg>
  );
}
