import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { graphql } from "react-relay";
import { NotFound } from "#app/Problems.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Badge } from "#ui/Badge.tsx";
import { DateText, Money, Percent } from "#ui/Money.tsx";
import { Card, Facts, Note, Page } from "#ui/Page.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { ReviewPageQuery } from "./__generated__/ReviewPageQuery.graphql.ts";
import { BenefitCard } from "./BenefitCard.tsx";
import styles from "./Reviews.module.css";
import { ValueSteps } from "./ValueSteps.tsx";
import { VerdictCard } from "./VerdictCard.tsx";
import { REVIEW_STATUSES } from "./words.ts";

const route = getRouteApi("/shell/reviews/$id");

/** One checkpoint: each benefit as promised and as it came true, the measurements, and what we learn. */
export default function ReviewPage() {
  const { t, i18n } = useLingui();
  const { id } = route.useParams();
  const [{ valueReview: review }, refresh] = useLiveQuery<ReviewPageQuery>(
    graphql`
      query ReviewPageQuery($id: ID!) {
        valueReview(id: $id) {
          id
          checkpointMonths
          dueOn
          status
          overdue
          measuredShare
          ratio
          mayMeasure
          mayClose
          whoDecides
          note
          promised { amount currency }
          realised { amount currency }
          unverified { amount currency }
          request {
            id
            key
            title
            sponsor { id name }
            unit { id name }
            delivery { deliveredOn }
            promise { id finishMonth benefits { startMonth endMonth benefit { id } } }
          }
          benefits { id ...BenefitCard_result }
          ...VerdictCard_review
          ...ValueSteps_review
        }
      }
    `,
    { id },
    (event) => event.subjectKind === "value_review" || event.subjectKind === "measurement",
  );
  if (!review) return <NotFound />;
  const { request } = review;
  const status = REVIEW_STATUSES[review.status];
  return (
    <Page
      title={t`After ${review.checkpointMonths} months: ${request.title}`}
      tabTitle={t`Review of ${request.key}`}
      eyebrow={
        <>
          <span>
            <Trans>Value review</Trans> ·{" "}
            <Link to="/requests/$key" params={{ key: request.key }}>
              {request.key}
            </Link>{" "}
            · {request.unit.name}
          </span>
          <Badge tone={review.overdue ? "bad" : status.tone}>
            {review.overdue ? <Trans>Overdue</Trans> : i18n._(status.name)}
          </Badge>
        </>
      }
    >
      <Card>
        <Facts
          facts={[
            [t`Due`, <DateText key="due" value={review.dueOn} />],
            [t`In use since`, <DateText key="use" value={request.delivery?.deliveredOn} />],
            [t`Promised by then`, <Money key="promised" value={review.promised} />],
            [
              t`Realised`,
              review.measuredShare > 0 || Number(review.realised.amount) !== 0 ? (
                <Money key="realised" value={review.realised} />
              ) : (
                <span key="realised" className={styles.unmeasured}>
                  <Trans>not measured</Trans>
                </span>
              ),
            ],
            Number(review.unverified.amount) !== 0 && [
              t`Of it not verified yet`,
              <Money key="unverified" value={review.unverified} />,
            ],
            [t`Measured`, <Percent key="measured" value={review.measuredShare} />],
            review.ratio !== null &&
              review.ratio !== undefined && [
                t`Kept so far`,
                <WhyPopover
                  key="ratio"
                  title={t`Kept so far`}
                  text={t`Realised money of the measured months, as a share of what was promised for the same months. Months that nobody has measured count on neither side.`}
                >
                  <Percent value={review.ratio} />
                </WhyPopover>,
              ],
          ]}
        />
      </Card>
      {review.note && <Note>{review.note}</Note>}
      <ValueSteps review={review} />
      <div className={styles.stack}>
        {review.benefits.map((result) => {
          return (
            <BenefitCard
              key={result.id}
              result={result}
              promised={request.promise?.benefits ?? []}
              moved={request}
              mayMeasure={review.mayMeasure}
              onMeasured={refresh}
            />
          );
        })}
      </div>
      <VerdictCard review={review} />
      {!review.mayClose && review.status !== "CLOSED" && <Note icon="person">{review.whoDecides}</Note>}
    </Page>
  );
}
