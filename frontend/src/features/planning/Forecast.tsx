import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { classes } from "#lib/classes.ts";
import { monthAfter, monthsFrom } from "#lib/months.ts";
import { Button } from "#ui/Button.tsx";
import { MonthTrack } from "#ui/charts/MonthTrack.tsx";
import { MonthSpan, MonthText, Percent, Since } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { Forecast_plan$data, Forecast_plan$key } from "./__generated__/Forecast_plan.graphql.ts";
import { CalculationControl, type CalculationControlProps } from "./CalculationControl.tsx";
import styles from "./Plan.module.css";

export interface ForecastProps {
  plan: Forecast_plan$key;
  calculation: CalculationControlProps["calculation"];
  onStarted: () => void;
}

/** So many are in sight at first; paper and "Show all" have the rest. */
const FIRST_SHOWN = 25;

/** Each planned request's months, and how sure they are by simulation from the record. */
export function Forecast({ plan, calculation, onStarted }: ForecastProps) {
  const { t } = useLingui();
  const body = useId();
  const [isOpen, setOpen] = useState(false);
  const { firstMonth, horizonMonths, forecast, entries } = useFragment(
    graphql`
      fragment Forecast_plan on Plan {
        firstMonth
        horizonMonths
        forecast {
          id
          endedAt
          basis
        }
        entries {
          id
          place
          startMonth
          finishMonth
          chanceText
          request {
            id
            key
            title
            deadline
          }
          finishForecast {
            id
            chance
            chanceByDeadline
            p50
            p85
            text
            basis
          }
        }
      }
    `,
    plan,
  );
  const planned = entries.filter((entry) => entry.startMonth);
  const outside = entries.length - planned.length;
  const months = monthsFrom(firstMonth, monthAfter(firstMonth, horizonMonths - 1));
  return (
    <Card title={t`Months and chances`}>
      <p className={styles.soft}>
        {forecast ? (
          <Trans>
            Forecast made <Since value={forecast.endedAt} />. {forecast.basis}
          </Trans>
        ) : (
          <Trans>
            No forecast has been made yet. It tries the plan many times with efforts as they came out before,
            and says by when each request is finished in half of the tries (P50) and in 85 of 100 (P85).
          </Trans>
        )}
      </p>
      <CalculationControl
        kind="FORECAST"
        calculation={calculation}
        hasResult={Boolean(forecast)}
        action={t`Calculate the forecast`}
        onStarted={onStarted}
      />
      <section className={styles.scroll} aria-label={t`Months and chances`} tabIndex={0}>
        <table className={styles.timeline} id={body}>
          <caption className="visually-hidden">
            <Trans>Months and chances of the planned requests</Trans>
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Request</Trans>
              </th>
              <th scope="col">
                <Trans>Planned</Trans>
              </th>
              <th scope="col" className={styles.end}>
                <Trans>Chance</Trans>
              </th>
              <th scope="col">
                <Trans>Finished by: P50</Trans>
              </th>
              <th scope="col">
                <Trans>P85</Trans>
              </th>
              <th scope="col" className={styles.months}>
                <span className={styles.ends} aria-hidden="true">
                  <MonthText value={months[0]} />
                  <MonthText value={months.at(-1)} />
                </span>
                <span className="visually-hidden">
                  <Trans>Drawn over the months</Trans>
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {planned.map((entry, at) => (
              <EntryRow
                key={entry.id}
                entry={entry}
                months={months}
                isFolded={!isOpen && at >= FIRST_SHOWN}
              />
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.meta}>
        <Trans>
          Drawn: the bar is the planned months, the thin line below it reaches from P50 to P85, a dashed line
          is the deadline.
        </Trans>
      </p>
      <div className={styles.foot}>
        {planned.length > FIRST_SHOWN && (
          <Button size="small" aria-expanded={isOpen} aria-controls={body} onPress={() => setOpen(!isOpen)}>
            {isOpen ? <Trans>Show fewer</Trans> : <Trans>Show all {planned.length}</Trans>}
          </Button>
        )}
        {outside > 0 && (
          <span className={styles.meta}>
            <Trans>
              {outside} more have no months in this plan;{" "}
              <Link to="/portfolio" search={{ standing: "NOT_IN_PLAN" }}>
                the portfolio says what binds each
              </Link>
              .
            </Trans>
          </span>
        )}
      </div>
    </Card>
  );
}

function EntryRow({
  entry,
  months,
  isFolded,
}: {
  entry: Forecast_plan$data["entries"][number];
  months: readonly string[];
  isFolded: boolean;
}) {
  const { t } = useLingui();
  const { request, finishForecast: found } = entry;
  return (
    <tr className={classes(isFolded && styles.folded)}>
      <th scope="row">
        <Link to="/requests/$key" params={{ key: request.key }}>
          {request.key} {request.title}
        </Link>
      </th>
      <td data-label={t`Planned`} className={styles.nowrap}>
        <MonthSpan from={entry.startMonth} to={entry.finishMonth} />
      </td>
      <td data-label={t`Chance`} className={styles.end}>
        {found ? (
          <WhyPopover
            title={t`How sure is ${request.key}?`}
            text={found.text}
            facts={[entry.chanceText, found.basis]}
          >
            <Percent value={found.chance} />
          </WhyPopover>
        ) : (
          <WhyPopover title={t`How sure is ${request.key}?`} text={entry.chanceText} />
        )}
      </td>
      <td data-label={t`P50`} className={styles.nowrap}>
        {found ? <Beyond month={found.p50} /> : "–"}
      </td>
      <td data-label={t`P85`} className={styles.nowrap}>
        {found ? <Beyond month={found.p85} /> : "–"}
      </td>
      <td className={styles.months}>
        <MonthTrack
          months={months}
          start={entry.startMonth}
          finish={entry.finishMonth}
          p50={found?.p50}
          p85={found?.p85}
          deadline={request.deadline}
        />
      </td>
    </tr>
  );
}

function Beyond({ month }: { month: string | null | undefined }) {
  return month ? <MonthText value={month} /> : <Trans>after the months known</Trans>;
}
