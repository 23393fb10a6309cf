import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { dayOf } from "#lib/days.ts";
import { Chart } from "#ui/charts/Chart.tsx";
import { MarkSample } from "#ui/charts/Mark.tsx";
import { MonthAxis, MonthTrack, TrackSample } from "#ui/charts/MonthTrack.tsx";
import { DateText, MonthText } from "#ui/Money.tsx";
import { Card, Facts } from "#ui/Page.tsx";
import type { DatesCard_request$key } from "./__generated__/DatesCard_request.graphql.ts";
import { monthsAround } from "./dates.ts";
import styles from "./Request.module.css";

/** Promise, plan, forecast and today on one line of months; nothing where no month is known yet. */
export function DatesCard({ request }: { request: DatesCard_request$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment DatesCard_request on Request {
        key
        state
        deadline
        place {
          id
          startMonth
          finishMonth
        }
        promise {
          id
          startMonth
          finishMonth
        }
        forecast {
          id
          finishMonth
        }
        finishForecast {
          id
          p50
          p85
        }
        delivery {
          startedOn
          deliveredOn
        }
      }
    `,
    request,
  );
  const { promise, delivery, deadline, place } = data;
  const deliveredOn = delivery?.deliveredOn;
  // Once it is in use, what was forecast for it is over.
  const forecast = deliveredOn ? null : data.finishForecast;
  const expected = deliveredOn ? null : data.forecast?.finishMonth;
  const isHeld = data.state !== "RANKED";
  const start = delivery?.startedOn?.slice(0, 7) ?? place?.startMonth ?? promise?.startMonth;
  const finish = deliveredOn?.slice(0, 7) ?? place?.finishMonth ?? promise?.finishMonth;
  if (!start || !finish) return null;
  const today = dayOf(new Date());
  const months = monthsAround([
    start,
    finish,
    promise?.finishMonth,
    expected,
    forecast?.p50,
    forecast?.p85,
    deliveredOn ? null : today,
    deadline,
  ]);
  const track = {
    months,
    start,
    finish,
    isHeld,
    p50: forecast?.p50,
    p85: forecast?.p85,
    promised: promise?.finishMonth,
    expected,
    delivered: deliveredOn,
    deadline,
    today,
  };
  return (
    <Card>
      <Chart
        title={t`Months`}
        caption={
          deliveredOn ? (
            <Trans>The bar is the months from the start of the work to its delivery.</Trans>
          ) : isHeld ? (
            <Trans>The bar is the months that the work holds.</Trans>
          ) : (
            <Trans>The bar is the months of the plan; they can still move.</Trans>
          )
        }
        legend={[
          [
            <TrackSample key="mark" look={isHeld ? "held" : "open"} />,
            isHeld ? <Trans key="words">held</Trans> : <Trans key="words">planned</Trans>,
          ],
          promise && [<MarkSample key="mark" look="diamond" />, <Trans key="words">promised</Trans>],
          deliveredOn && [<MarkSample key="mark" look="square" />, <Trans key="words">delivered</Trans>],
          expected && [<MarkSample key="mark" look="forecast" />, <Trans key="words">IT expects</Trans>],
          forecast?.p50 && [
            <TrackSample key="mark" look="range" />,
            <Trans key="words">half to 85 of 100 simulated plans finish it</Trans>,
          ],
          deadline && [<TrackSample key="mark" look="deadline" />, <Trans key="words">deadline</Trans>],
          !deliveredOn && [<TrackSample key="mark" look="today" />, <Trans key="words">today</Trans>],
        ]}
        table={
          <Facts
            facts={[
              [isHeld ? t`Held from` : t`Planned from`, <MonthText key="start" value={start} />],
              [t`To`, <MonthText key="finish" value={finish} />],
              promise && [t`Promised for`, <MonthText key="promise" value={promise.finishMonth} />],
              expected ? [t`IT expects`, <MonthText key="expected" value={expected} />] : null,
              forecast?.p50 ? [t`Half by`, <MonthText key="p50" value={forecast.p50} />] : null,
              forecast?.p85 ? [t`85 of 100 by`, <MonthText key="p85" value={forecast.p85} />] : null,
              deliveredOn ? [t`Delivered on`, <DateText key="delivered" value={deliveredOn} />] : null,
              deadline ? [t`Deadline`, <DateText key="deadline" value={deadline} />] : null,
            ]}
          />
        }
      >
        <div className={styles.months}>
          <MonthAxis months={months} />
          <MonthTrack name={data.key} {...track} />
        </div>
      </Chart>
    </Card>
  );
}
