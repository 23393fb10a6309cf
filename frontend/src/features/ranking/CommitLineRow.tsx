import { Trans, useLingui } from "@lingui/react/macro";
import { monthText, numberText } from "#lib/format.ts";
import { monthAfter } from "#lib/months.ts";
import { useLocale } from "#ui/Money.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import styles from "./CommitLineRow.module.css";

export interface LineData {
  /** The server's sentence on the line of the whole portfolio. */
  text: string;
  unit: string;
  /** The line of this list: the same rule over its own places. */
  own: { readonly text: string; readonly plannedDays: number; readonly rankedDays: number };
  used: number;
  there: number;
  firstMonth: string;
  horizonMonths: number;
}

/** The commit line: solid and labelled, so that it is never taken for the place where a dragged request would land. */
export function CommitLineRow({ line }: { line: LineData }) {
  const { t } = useLingui();
  const locale = useLocale();
  const days = (value: number) => numberText(value, locale, 0);
  const from = monthText(line.firstMonth, locale);
  const to = monthText(monthAfter(line.firstMonth, line.horizonMonths - 1), locale);
  return (
    <div role="gridcell" aria-colspan={8} className={styles.line}>
      <span className={styles.lineName}>
        <Trans>Commit line</Trans>
      </span>
      <span className={styles.lineFacts}>
        <WhyPopover
          title={t`Why is the line here?`}
          text={line.own.text}
          facts={[
            t`In the order of the whole portfolio: ${line.text}`,
            t`All units together: ${days(line.used)} of ${days(line.there)} days from ${from} to ${to}.`,
          ]}
        >
          <Trans>
            {days(line.own.plannedDays)} of {days(line.own.rankedDays)} days of {line.unit} above it are
            planned · {days(line.used)} of {days(line.there)} days used in all
          </Trans>
        </WhyPopover>
      </span>
    </div>
  );
}
