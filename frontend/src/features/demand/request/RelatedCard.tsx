import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { graphql, useFragment } from "react-relay";
import { DateText } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { RelatedCard_request$key } from "./__generated__/RelatedCard_request.graphql.ts";
import styles from "./Request.module.css";

/** Questions, reviews, dependencies and look-alikes, each a link that leads back here too. */
export function RelatedCard({ request }: { request: RelatedCard_request$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment RelatedCard_request on Request {
        questions {
          id
          shortSentence
          dueAt
        }
        reviews {
          id
          checkpointMonths
          dueOn
        }
        dependsOn {
          id
          key
          title
        }
        neededBy {
          id
          key
          title
        }
        similar(first: 4) {
          id
          request {
            id
            key
            title
          }
        }
      }
    `,
    request,
  );
  const groups: [string, ReactNode[]][] = [
    [
      t`Priority questions`,
      data.questions.map((question) => (
        <li key={question.id}>
          <Link to="/questions/$id" params={{ id: question.id }}>
            {question.shortSentence}
          </Link>
          <span className={styles.meta}>
            <Trans>
              due <DateText value={question.dueAt} />
            </Trans>
          </span>
        </li>
      )),
    ],
    [
      t`Value reviews`,
      data.reviews.map((review) => (
        <li key={review.id}>
          <Link to="/reviews/$id" params={{ id: review.id }}>
            <Trans>After {review.checkpointMonths} months</Trans>
          </Link>
          <span className={styles.meta}>
            <Trans>
              due <DateText value={review.dueOn} />
            </Trans>
          </span>
        </li>
      )),
    ],
    [t`Needs first`, data.dependsOn.map((other) => <RequestLine key={other.id} other={other} />)],
    [t`Needed by`, data.neededBy.map((other) => <RequestLine key={other.id} other={other} />)],
    [
      t`Similar requests`,
      data.similar.map(({ id, request: other }) => <RequestLine key={id} other={other} />),
    ],
  ];
  const filled = groups.filter(([, lines]) => lines.length > 0);
  if (filled.length === 0) return null;
  return (
    <Card title={t`Linked`}>
      {filled.map(([name, lines]) => (
        <div key={name}>
          <h3 className={styles.label}>{name}</h3>
          <ul className={styles.lines}>{lines}</ul>
        </div>
      ))}
    </Card>
  );
}

function RequestLine({ other }: { other: { readonly key: string; readonly title: string } }) {
  return (
    <li>
      <Link to="/requests/$key" params={{ key: other.key }}>
        {other.key} {other.title}
      </Link>
    </li>
  );
}
