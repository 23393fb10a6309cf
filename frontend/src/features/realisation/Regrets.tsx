import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { DateText, Money } from "#ui/Money.tsx";
import { Card, Facts, Note } from "#ui/Page.tsx";
import type { RegretsQuery } from "./__generated__/RegretsQuery.graphql.ts";
import styles from "./Reviews.module.css";

/** Decisions looked at again with what came true since: a sentence, a figure and its parts, never blame. */
export function Regrets() {
  const { t } = useLingui();
  const { regrets } = useLazyLoadQuery<RegretsQuery>(
    graphql`
      query RegretsQuery {
        regrets(first: 50) {
          totalCount
          edges {
            node {
              id
              decidedAt
              planningRound
              text
              parts
              approximate
              total { amount currency }
              wrongPromises { amount currency }
              choice { amount currency }
              againstBestOther { amount currency }
              question {
                id
                number
                sentence
              }
            }
          }
        }
      }
    `,
    {},
    { fetchPolicy: "store-and-network" },
  );
  if (regrets.edges.length === 0)
    return (
      <EmptyState icon="review" title={t`No decision can be looked at again yet`}>
        <Trans>
          A decision comes back here once the value of both sides is measured: what was chosen, and what gave
          way for it.
        </Trans>
      </EmptyState>
    );
  return (
    <div className={styles.stack}>
      <Note>
        <Trans>
          Nobody could know what came true later. The figures separate what wrong promises cost from what the
          choice cost or gained, so that the next promise and the next choice are better.
        </Trans>
      </Note>
      {regrets.edges.map(({ node }) => (
        <Card
          key={node.id}
          title={
            node.question
              ? t`Question ${node.question.number}`
              : t`Planning round ${node.planningRound ?? ""}`
          }
          aside={
            node.approximate ? (
              <Badge mark="hollow">
                <Trans>about</Trans>
              </Badge>
            ) : undefined
          }
        >
          {node.question && (
            <Link to="/questions/$id" params={{ id: node.question.id }}>
              {node.question.sentence}
            </Link>
          )}
          <p>{node.text}</p>
          <Facts
            facts={[
              [t`Decided`, <DateText key="at" value={node.decidedAt} />],
              [t`The best would have brought more`, <Money key="total" value={node.total} short />],
              [t`Cost of wrong promises`, <Money key="promises" value={node.wrongPromises} short />],
              [t`Cost of the choice (gain below 0)`, <Money key="choice" value={node.choice} short />],
              [t`Against the best other way`, <Money key="other" value={node.againstBestOther} short />],
            ]}
          />
          {node.parts.length > 0 && (
            <details>
              <summary>
                <Trans>What it is put together from</Trans>
              </summary>
              <ul>
                {node.parts.map((part) => (
                  <li key={part}>{part}</li>
                ))}
              </ul>
            </details>
          )}
        </Card>
      ))}
    </div>
  );
}
