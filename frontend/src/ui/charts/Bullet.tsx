import { Trans, useLingui } from "@lingui/react/macro";
import { scaleLinear } from "d3-scale";
import { Money, type MoneyValue, useMoney } from "../Money.tsx";
import styles from "./Bullet.module.css";

export interface BulletProps {
  label: string;
  /** Without both ends no range is drawn. */
  promisedLow?: MoneyValue;
  promised: MoneyValue;
  promisedHigh?: MoneyValue;
  /** Null is "not measured", which is not zero. */
  realised: MoneyValue | null | undefined;
  /** The right end when several bullets share one scale. */
  max?: number;
  /** The figures stand beside it already, as in a row of a table. */
  bare?: boolean;
}

/** Promised range, promise and what came true on one line; the figures stand below as text, or beside it. */
export function Bullet({ label, promisedLow, promised, promisedHigh, realised, max, bare }: BulletProps) {
  const { t } = useLingui();
  const money = useMoney();
  const figure = (value: MoneyValue) => Number(value.amount);
  const end = max ?? Math.max(figure(promisedHigh ?? promised), realised ? figure(realised) : 0, 1) * 1.05;
  const x = scaleLinear([0, end], [0, 1000]).clamp(true);
  const said = realised
    ? t`${label}: promised ${money(promised)}, realised ${money(realised)}`
    : t`${label}: promised ${money(promised)}, not measured yet`;
  return (
    <div className={styles.bullet}>
      <svg
        className={styles.chart}
        viewBox="0 0 1000 28"
        preserveAspectRatio="none"
        role="img"
        aria-label={said}
      >
        <rect className={styles.track} x={0} y={4} width={1000} height={20} />
        {promisedLow && promisedHigh && (
          <rect
            className={styles.range}
            x={x(figure(promisedLow))}
            y={4}
            width={Math.max(0, x(figure(promisedHigh)) - x(figure(promisedLow)))}
            height={20}
          />
        )}
        {realised ? (
          <rect className={styles.realised} x={0} y={10} width={x(figure(realised))} height={8} />
        ) : (
          <rect className={styles.unmeasured} x={0} y={10} width={x(figure(promised))} height={8} />
        )}
        <line className={styles.promise} x1={x(figure(promised))} x2={x(figure(promised))} y1={1} y2={27} />
      </svg>
      {!bare && (
        <p className={styles.key}>
          <span>
            {promisedLow && promisedHigh ? (
              <Trans>
                Promised <Money value={promised} /> (<Money value={promisedLow} /> to{" "}
                <Money value={promisedHigh} />)
              </Trans>
            ) : (
              <Trans>
                Promised <Money value={promised} />
              </Trans>
            )}
          </span>
          <span>
            {realised ? (
              <Trans>
                Realised <Money value={realised} />
              </Trans>
            ) : (
              <Trans>Not measured yet</Trans>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
