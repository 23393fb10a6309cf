import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql } from "react-relay";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Badge } from "#ui/Badge.tsx";
import { ButtonLink } from "#ui/Button.tsx";
import { Bullet } from "#ui/charts/Bullet.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { DateText, Money, Percent } from "#ui/Money.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type { ReviewListQuery, ReviewListQuery$data } from "./__generated__/ReviewListQuery.graphql.ts";
import styles from "./Reviews.module.css";
import { VERDICTS } from "./words.ts";

type Status = "DUE" | "SCHEDULED" | "CLOSED";
type Review = ReviewListQuery$data["valueReviews"]["edges"][number]["node"];

/** Reviews of one status; those due stand by value, the largest promise first. */
export function ReviewList({ status }: { status: Status }) {
  const { t, i18n } = useLingui();
  const [data] = useLiveQuery<ReviewListQuery>(
    graphql`
      query ReviewListQuery($status: ReviewStatus!) {
        valueReviews(status: $status, first: 100) {
          totalCount
          edges {
            node {
              id
              checkpointMonths
              dueOn
              overdue
              measuredShare
              verdict
              lesson
              mayMeasure
              promised { amount currency }
              realised { amount currency }
              request { id key title unit { id name } }
            }
          }
        }
      }
    `,
    { status },
    (event) => event.subjectKind === "value_review" || event.subjectKind === "measurement",
  );
  const reviews = data.valueReviews.edges.map((edge) => edge.node);
  const rows =
    status === "DUE"
      ? reviews.toSorted((one, other) => Number(other.promised.amount) - Number(one.promised.amount))
      : reviews;
  if (rows.length === 0) return <NoReview status={status} />;
  // One scale for all rows, so that they can be compared.
  const largest = Math.max(
    1,
    ...rows.flatMap(({ promised, realised }) => [+promised.amount, +realised.amount]),
  );
  const columns: (Column<Review> | false)[] = [
    {
      id: "request",
      header: t`Request`,
      rowHeader: true,
      cell: (review) => (
        <>
          <Link to="/reviews/$id" params={{ id: review.id }}>
            {review.request.title}
          </Link>
          <p className={styles.meta}>
            {review.request.key} · {review.request.unit.name} ·{" "}
            <Trans>after {review.checkpointMonths} months</Trans>
          </p>
        </>
      ),
    },
    {
      id: "due",
      header: status === "CLOSED" ? t`Was due` : t`Due`,
      cell: (review) => (
        <span className={styles.meta}>
          <DateText value={review.dueOn} />
          {review.overdue && (
            <Badge tone="bad">
              <Trans>overdue</Trans>
            </Badge>
          )}
        </span>
      ),
    },
    {
      id: "promised",
      header: t`Promised by then`,
      align: "end",
      cell: (review) => <Money value={review.promised} short />,
    },
    status !== "SCHEDULED" && {
      id: "realised",
      header: t`Realised`,
      align: "end",
      cell: (review) =>
        isMeasured(review) ? (
          <Money value={review.realised} short />
        ) : (
          <span className={styles.unmeasured}>
            <Trans>not measured</Trans>
          </span>
        ),
    },
    status !== "SCHEDULED" && {
      id: "drawn",
      header: <span className="visually-hidden">{t`Drawn`}</span>,
      width: "22%",
      cell: (review) =>
        Number(review.promised.amount) > 0 && (
          <Bullet
            label={review.request.title}
            promised={review.promised}
            realised={isMeasured(review) ? review.realised : null}
            max={largest}
            bare
          />
        ),
    },
    status !== "SCHEDULED" && {
      id: "measured",
      header: t`Measured`,
      align: "end",
      cell: (review) => <Percent value={review.measuredShare} />,
    },
    status === "CLOSED" && {
      id: "verdict",
      header: t`What we learned`,
      cell: (review) =>
        review.verdict && (
          <>
            <Badge tone={VERDICTS[review.verdict].tone}>{i18n._(VERDICTS[review.verdict].name)}</Badge>
            <p className={styles.meta}>{review.lesson}</p>
          </>
        ),
    },
    status === "DUE" && {
      id: "act",
      header: <span className="visually-hidden">{t`What to do`}</span>,
      align: "end",
      cell: (review) =>
        review.mayMeasure && (
          <ButtonLink to="/reviews/$id" params={{ id: review.id }} size="small">
            <Trans>Measure</Trans>
          </ButtonLink>
        ),
    },
  ];
  return (
    <>
      <Table
        caption={t`Value reviews`}
        columns={columns.filter((column) => column !== false)}
        rows={rows}
        rowKey={(review) => review.id}
      />
      {data.valueReviews.totalCount > rows.length && (
        <p
          className={styles.meta}
        >{t`The first ${rows.length} of ${data.valueReviews.totalCount} are shown.`}</p>
      )}
    </>
  );
}

/** What nobody has measured is not nothing, though its sum is 0. */
const isMeasured = (review: Review): boolean =>
  review.measuredShare > 0 || Number(review.realised.amount) !== 0;

function NoReview({ status }: { status: Status }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon="review"
      title={status === "DUE" ? t`No review is due` : t`Nothing here yet`}
      action={
        <ButtonLink to="/requests" search={{ states: ["DELIVERED", "IN_REVIEW"] }}>
          <Trans>See delivered requests</Trans>
        </ButtonLink>
      }
    >
      {status === "CLOSED" ? (
        <Trans>Each closed review stands here with its verdict and what we learned.</Trans>
      ) : (
        <Trans>A request comes here at the checkpoints after its delivery that the policy sets.</Trans>
      )}
    </EmptyState>
  );
}
