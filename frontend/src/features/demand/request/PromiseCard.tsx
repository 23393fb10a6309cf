import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { DateText, Days, Money, MonthText } from "#ui/Money.tsx";
import { Card, Facts } from "#ui/Page.tsx";
import type { PromiseCard_request$key } from "./__generated__/PromiseCard_request.graphql.ts";
import styles from "./Request.module.css";

/** The frozen promise; forecasts and later estimates stand beside it, never over it. */
export function PromiseCard({ request }: { request: PromiseCard_request$key }) {
  const { t } = useLingui();
  const { promise, forecasts, delivery } = useFragment(
    graphql`
      fragment PromiseCard_request on Request {
        promise {
          id
          version
          committedAt
          committedBy {
            id
            name
          }
          startMonth
          finishMonth
          effortDays
          cost {
            amount
            currency
          }
          value {
            amount
            currency
          }
        }
        forecasts {
          id
          finishMonth
          reason
          at
          by {
            id
            name
          }
        }
        delivery {
          startedOn
          deliveredOn
        }
      }
    `,
    request,
  );
  if (!promise) {
    return (
      <Card title={t`Promise`}>
        <p>
          <Trans>Not committed. When the owner commits, dates, cost and value are frozen here.</Trans>
        </p>
      </Card>
    );
  }
  return (
    <Card title={t`Promise`}>
      <p className={styles.meta}>
        <Trans>
          Frozen by {promise.committedBy.name} on <DateText value={promise.committedAt} />
        </Trans>
      </p>
      <Facts
        facts={[
          [t`Start`, <MonthText key="start" value={promise.startMonth} />],
          [t`Finish`, <MonthText key="finish" value={promise.finishMonth} />],
          [t`Value`, <Money key="value" value={promise.value} />],
          [t`Cost`, <Money key="cost" value={promise.cost} />],
          [t`Effort`, <Days key="effort" value={promise.effortDays} />],
          delivery && [t`Started on`, <DateText key="started" value={delivery.startedOn} />],
          delivery?.deliveredOn
            ? [t`Delivered on`, <DateText key="delivered" value={delivery.deliveredOn} />]
            : null,
        ]}
      />
      {forecasts.length > 0 && (
        <ul className={styles.lines} aria-label={t`Forecasts`}>
          {forecasts.map((forecast) => (
            <li key={forecast.id}>
              <span>
                <Trans>
                  Forecast <MonthText value={forecast.finishMonth} />: {forecast.reason}
                </Trans>
              </span>
              <span className={styles.meta}>
                {forecast.by.name}, <DateText value={forecast.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
