import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useFragment } from "react-relay";
import { Bullet } from "#ui/charts/Bullet.tsx";
import { Card } from "#ui/Page.tsx";
import type { RealisedCard_request$key } from "./__generated__/RealisedCard_request.graphql.ts";
import styles from "./Request.module.css";

/** What came true beside what was promised by the latest checkpoint, benefit by benefit; nothing before the first. */
export function RealisedCard({ request }: { request: RealisedCard_request$key }) {
  const { t } = useLingui();
  const { reviews } = useFragment(
    graphql`
      fragment RealisedCard_request on Request {
        reviews {
          id
          checkpointMonths
          status
          benefits {
            id
            monthsDue
            monthsMeasured
            promised { amount currency }
            promisedLow { amount currency }
            promisedHigh { amount currency }
            realised { amount currency }
            benefit {
              id
              metric
            }
          }
        }
      }
    `,
    request,
  );
  const review = reviews.findLast(({ status }) => status !== "SCHEDULED");
  if (!review) return null;
  return (
    <Card title={t`Promised and realised`}>
      <p className={styles.meta}>
        <Link to="/reviews/$id" params={{ id: review.id }}>
          <Trans>Value review after {review.checkpointMonths} months</Trans>
        </Link>
      </p>
      <ul className={styles.bullets}>
        {review.benefits.map((result) => (
          <li key={result.id}>
            <h3>{result.benefit.metric}</h3>
            {Number(result.promisedHigh.amount) > 0 && (
              <Bullet
                label={result.benefit.metric}
                promisedLow={result.promisedLow}
                promised={result.promised}
                promisedHigh={result.promisedHigh}
                realised={result.realised}
              />
            )}
            <p className={styles.meta}>
              <Trans>
                {result.monthsMeasured} of {result.monthsDue} months measured
              </Trans>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
