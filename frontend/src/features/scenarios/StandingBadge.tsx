import { Trans } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import type { StandingBadge_scenario$key } from "./__generated__/StandingBadge_scenario.graphql.ts";

/** What became of a scenario, in a word. */
export function StandingBadge({ scenario }: { scenario: StandingBadge_scenario$key }) {
  const { adoption, discardedAt, stale } = useFragment(
    graphql`
      fragment StandingBadge_scenario on Scenario {
        discardedAt
        stale
        adoption {
          at
        }
      }
    `,
    scenario,
  );
  if (adoption) {
    return (
      <Badge tone="good">
        <Trans>adopted</Trans>
      </Badge>
    );
  }
  if (discardedAt) {
    return (
      <Badge mark="hollow">
        <Trans>discarded</Trans>
      </Badge>
    );
  }
  return stale ? (
    <Badge tone="warn" mark="hollow">
      <Trans>saved on older data</Trans>
    </Badge>
  ) : (
    <Badge tone="info" mark="hollow">
      <Trans>not adopted</Trans>
    </Badge>
  );
}
