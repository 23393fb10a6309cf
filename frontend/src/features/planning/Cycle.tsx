import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Card } from "#ui/Page.tsx";
import type { Cycle_plan$key } from "./__generated__/Cycle_plan.graphql.ts";
import styles from "./Plan.module.css";
import { PlanChanges } from "./PlanChanges.tsx";

/** What has changed since the planning round, and why: inside a cycle nobody moves later without a named cause. */
export function Cycle({ plan }: { plan: Cycle_plan$key }) {
  const { t } = useLingui();
  const { round, changesSinceRound } = useFragment(
    graphql`
      fragment Cycle_plan on Plan {
        round {
          id
          number
        }
        changesSinceRound {
          id
          ...PlanChanges_changes
        }
      }
    `,
    plan,
  );
  if (!round) {
    return (
      <Card title={t`State of the cycle`} id="changes">
        <p className={styles.soft}>
          <Trans>
            No planning round has been held yet, so the plan is made anew from the order with each change, and
            months can move. From the first round on, everybody keeps their months until something names why
            not.
          </Trans>
        </p>
      </Card>
    );
  }
  const title = t`Changed since round ${round.number}`;
  return (
    <Card title={title} id="changes">
      {changesSinceRound.length === 0 ? (
        <p className={styles.soft}>
          <Trans>Nothing: every request starts when the round said.</Trans>
        </p>
      ) : (
        <>
          <p className={styles.soft}>
            <Trans>Between two rounds nobody moves later without a cause, which stands beside each.</Trans>
          </p>
          <PlanChanges caption={title} changes={changesSinceRound} first={8} />
        </>
      )}
    </Card>
  );
}
