import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { monthText, numberText } from "#lib/format.ts";
import { Badge } from "#ui/Badge.tsx";
import { Button } from "#ui/Button.tsx";
import { Bullet } from "#ui/charts/Bullet.tsx";
import { Money, MonthText, useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { BenefitCard_result$key } from "./__generated__/BenefitCard_result.graphql.ts";
import { MeasurementForm } from "./MeasurementForm.tsx";
import { monthsDue } from "./months.ts";
import styles from "./Reviews.module.css";

export interface BenefitCardProps {
  result: BenefitCard_result$key;
  promised: readonly {
    readonly startMonth: string;
    readonly endMonth: string;
    readonly benefit: { readonly id: string };
  }[];
  moved: {
    readonly delivery: { readonly deliveredOn: string | null | undefined } | null | undefined;
    readonly promise: { readonly finishMonth: string } | null | undefined;
  };
  mayMeasure: boolean;
  onMeasured: () => void;
}

/** One benefit: promised range, promise and what came true, and month by month what was measured with its evidence. */
export function BenefitCard({ result, promised, moved, mayMeasure, onMeasured }: BenefitCardProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const data = useFragment(
    graphql`
      fragment BenefitCard_result on BenefitResult {
        monthsDue
        monthsMeasured
        promised { amount currency }
        promisedLow { amount currency }
        promisedHigh { amount currency }
        realised { amount currency }
        benefit {
          id
          metric
          unitOfMeasure
          baseline
          target
          owner { id name }
          measurements {
            id
            month
            evidence
            verified
            superseded
            amount { amount currency }
            by { id name }
            actedFor { id name }
          }
        }
      }
    `,
    result,
  );
  const { benefit } = data;
  const [open, setOpen] = useState<string | null>(null);
  const window = promised.find((one) => one.benefit.id === benefit.id);
  const standing = new Map(
    benefit.measurements.filter((one) => !one.superseded).map((one) => [one.month, one] as const),
  );
  const due = monthsDue(
    window && moved.promise && moved.delivery?.deliveredOn
      ? { ...window, finishMonth: moved.promise.finishMonth, deliveredOn: moved.delivery.deliveredOn }
      : null,
    data.monthsDue,
  );
  const months = [...new Set([...due, ...standing.keys()])].sort();
  const figure = (decimal: string | null | undefined) =>
    decimal ? numberText(Number(decimal), locale, 4) : "–";
  const goal = benefit.target
    ? t`from ${figure(benefit.baseline)} to ${figure(benefit.target)} ${benefit.unitOfMeasure}`
    : benefit.unitOfMeasure;
  return (
    <Card
      title={benefit.metric}
      aside={
        <span className={styles.meta}>{t`${data.monthsMeasured} of ${data.monthsDue} months measured`}</span>
      }
    >
      <p className={styles.meta}>
        <span>{goal}</span>
        <span>
          <Trans>promised by {benefit.owner.name}</Trans>
        </span>
      </p>
      {Number(data.promisedHigh.amount) > 0 && (
        <Bullet
          label={benefit.metric}
          promisedLow={data.promisedLow}
          promised={data.promised}
          promisedHigh={data.promisedHigh}
          realised={data.realised}
        />
      )}
      {months.length > 0 && (
        <ul className={styles.months} aria-label={t`Measurements of ${benefit.metric}`}>
          {months.map((month) => {
            const measured = standing.get(month);
            const name = monthText(month, locale);
            return (
              <li key={month} className={measured ? undefined : styles.open}>
                <span className={styles.month}>
                  <MonthText value={month} />
                </span>
                <span className={styles.amount}>
                  {measured ? (
                    <>
                      <Money value={measured.amount} />{" "}
                      <Badge
                        tone={measured.verified ? "good" : "neutral"}
                        mark={measured.verified ? "dot" : "hollow"}
                      >
                        {measured.verified ? <Trans>verified</Trans> : <Trans>not verified yet</Trans>}
                      </Badge>
                    </>
                  ) : (
                    <span className={styles.unmeasured}>
                      <Trans>not measured</Trans>
                    </span>
                  )}
                </span>
                {measured && (
                  <span className={styles.evidence}>
                    <Evidence text={measured.evidence} />{" "}
                    <small>
                      {measured.actedFor ? (
                        <Trans>
                          {measured.by.name} for {measured.actedFor.name}
                        </Trans>
                      ) : (
                        measured.by.name
                      )}
                    </small>
                  </span>
                )}
                {mayMeasure && open !== month && (
                  <Button
                    size="small"
                    look={measured ? "quiet" : "secondary"}
                    aria-label={
                      measured
                        ? t`Correct ${name} of ${benefit.metric}`
                        : t`Record ${name} of ${benefit.metric}`
                    }
                    onPress={() => setOpen(month)}
                  >
                    {measured ? <Trans>Correct</Trans> : <Trans>Record</Trans>}
                  </Button>
                )}
                {open === month && (
                  <MeasurementForm
                    benefit={benefit.id}
                    month={month}
                    monthName={name}
                    last={measured?.amount.amount ?? null}
                    onClose={() => setOpen(null)}
                    onDone={() => {
                      // On to the next month that nobody has measured.
                      setOpen(months.find((next) => next > month && !standing.has(next)) ?? null);
                      onMeasured();
                    }}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {data.monthsDue === 0 && (
        <p className={styles.meta}>
          <Trans>No month of it is due yet.</Trans>
        </p>
      )}
    </Card>
  );
}

/** Evidence is a link where it is one, else words. */
function Evidence({ text }: { text: string }) {
  const link = /^https?:\/\/\S+$/.test(text.trim());
  return link ? (
    <a href={text.trim()} target="_blank" rel="noreferrer">
      {text.trim()}
    </a>
  ) : (
    <span>{text}</span>
  );
}
