import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { monthAfter, monthsFrom } from "#lib/months.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { HeatKey, HeatMap } from "#ui/HeatMap.tsx";
import { heatRows } from "#ui/heatRows.ts";
import { Card } from "#ui/Page.tsx";
import type { Loads_plan$key } from "./__generated__/Loads_plan.graphql.ts";

/** How many months the strip shows; the rest stands on the capacity screen. */
const STRIP_MONTHS = 12;

/** How full the plan makes each team's months. */
export function Loads({ plan }: { plan: Loads_plan$key }) {
  const { t } = useLingui();
  const { firstMonth, horizonMonths, loads } = useFragment(
    graphql`
      fragment Loads_plan on Plan {
        firstMonth
        horizonMonths
        loads {
          team {
            id
            name
          }
          month
          net
          planned
          logged
        }
      }
    `,
    plan,
  );
  const months = monthsFrom(firstMonth, monthAfter(firstMonth, Math.min(STRIP_MONTHS, horizonMonths) - 1));
  return (
    <Card
      title={t`Load of the teams`}
      aside={
        <ButtonLink to="/capacity" look="quiet" size="small">
          <Trans>Open capacity</Trans>
        </ButtonLink>
      }
    >
      <HeatMap label={t`Planned share of each team's days`} rows={heatRows(loads)} months={months} compact />
      <HeatKey />
    </Card>
  );
}
