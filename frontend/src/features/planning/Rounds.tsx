import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { DateText } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { Rounds_rounds$key } from "./__generated__/Rounds_rounds.graphql.ts";
import { ChangeCounts } from "./ChangeCounts.tsx";
import styles from "./Plan.module.css";
import { PlanChanges } from "./PlanChanges.tsx";

/** The planning rounds that were held, the newest first, each with what it changed. */
export function Rounds({ rounds }: { rounds: Rounds_rounds$key }) {
  const { t } = useLingui();
  const { edges } = useFragment(
    graphql`
      fragment Rounds_rounds on PlanningRoundConnection {
        edges {
          node {
            id
            number
            heldAt
            reason
            heldBy {
              id
              name
            }
            comesIn
            earlier
            later
            dropsOut
            changes {
              id
              ...PlanChanges_changes
            }
          }
        }
      }
    `,
    rounds,
  );
  if (edges.length === 0) return null;
  return (
    <Card title={t`Planning rounds`}>
      <ul className={styles.debts}>
        {edges.map(({ node }) => (
          <li key={node.id}>
            <strong>
              <Trans>
                Round {node.number}, <DateText value={node.heldAt} />
              </Trans>
            </strong>
            <p>{node.reason}</p>
            <p className={styles.meta}>
              <span>
                <Trans>Held by {node.heldBy.name}.</Trans>
              </span>{" "}
              <ChangeCounts counts={node} />
            </p>
            {node.changes.length > 0 && (
              <details className={styles.details}>
                <summary>
                  <Trans>What it changed</Trans>
                </summary>
                <PlanChanges caption={t`What round ${node.number} changed`} changes={node.changes} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
