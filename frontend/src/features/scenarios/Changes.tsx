import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Badge, type Tone } from "#ui/Badge.tsx";
import { Card } from "#ui/Page.tsx";
import type { Changes_scenario$key } from "./__generated__/Changes_scenario.graphql.ts";
import styles from "./Scenarios.module.css";

const DECIDERS = {
  BOARD: { name: msg`the board decides`, tone: "info" },
  OWNERS: { name: msg`owners decide`, tone: "warn" },
  IT: { name: msg`IT states it`, tone: "neutral" },
} satisfies Record<string, { name: MessageDescriptor; tone: Tone }>;

/** What would be different, one sentence each, and who decides it in earnest. */
export function Changes({ scenario }: { scenario: Changes_scenario$key }) {
  const { t, i18n } = useLingui();
  const { changes, planning } = useFragment(
    graphql`
      fragment Changes_scenario on Scenario {
        planning
        changes {
          kind
          text
          decidedBy
          whoDecides
          inForce
          note
        }
      }
    `,
    scenario,
  );
  return (
    <Card title={t`What would be different`}>
      <ul className={styles.changes}>
        {changes.map((change, at) => {
          const decider = DECIDERS[change.decidedBy];
          return (
            <li key={`${at} ${change.text}`} className={change.inForce ? undefined : styles.over}>
              <span className={styles.marks}>
                <span>{change.text}</span>
                <Badge tone={decider.tone} mark="plain">
                  {i18n._(decider.name)}
                </Badge>
                {!change.inForce && (
                  <Badge mark="hollow">
                    <Trans>changes nothing any more</Trans>
                  </Badge>
                )}
              </span>
              {change.note && <p className={styles.faint}>{change.note}</p>}
              {change.decidedBy !== "BOARD" && <p className={styles.faint}>{change.whoDecides}</p>}
            </li>
          );
        })}
      </ul>
      <p className={styles.faint}>
        {planning === "PLANNING_ROUND" ? (
          <Trans>Planned as a planning round: from scratch, from the order.</Trans>
        ) : (
          <Trans>Planned within the cycle: whoever has months keeps them or moves earlier.</Trans>
        )}
      </p>
    </Card>
  );
}
