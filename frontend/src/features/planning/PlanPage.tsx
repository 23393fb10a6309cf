import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import type { LiveEvent } from "#graphql/liveEvents.ts";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { monthText } from "#lib/format.ts";
import { monthAfter } from "#lib/months.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Note, Page } from "#ui/Page.tsx";
import type { PlanPageQuery } from "./__generated__/PlanPageQuery.graphql.ts";
import { Cycle } from "./Cycle.tsx";
import { Forecast } from "./Forecast.tsx";
import { Loads } from "./Loads.tsx";
import { MaximumValue } from "./MaximumValue.tsx";
import { OrderDebts } from "./OrderDebts.tsx";
import { PlanStrip } from "./PlanStrip.tsx";
import { Rounds } from "./Rounds.tsx";

const RoundDialog = lazy(() => import("./RoundDialog.tsx"));

const concerns = (event: LiveEvent) =>
  event.request !== null ||
  ["capacity", "budget", "policy", "plan", "planning_round", "unit", "scenario", "calculation"].includes(
    event.subjectKind,
  );

/** What the plan says, what stability inside the cycle costs, and what is calculated beside it. */
export default function PlanPage(): ReactNode {
  const { t } = useLingui();
  const locale = useLocale();
  const viewer = useViewer();
  const [isHolding, setHolding] = useState(false);
  const [{ plan, planningRounds, optimum, forecasts }, refresh] = useLiveQuery<PlanPageQuery>(
    graphql`
      query PlanPageQuery {
        plan {
          id
          firstMonth
          horizonMonths
          entries {
            __typename
          }
          ...PlanStrip_plan
          ...Cycle_plan
          ...OrderDebts_plan
          ...Loads_plan
          ...MaximumValue_plan
          ...Forecast_plan
        }
        planningRounds(first: 20) {
          ...Rounds_rounds
        }
        optimum: calculations(kind: MAXIMUM_VALUE, first: 1) {
          ...CalculationControl_calculation
        }
        forecasts: calculations(kind: FORECAST, first: 1) {
          ...CalculationControl_calculation
        }
      }
    `,
    {},
    concerns,
  );
  const from = monthText(plan.firstMonth, locale);
  const to = monthText(monthAfter(plan.firstMonth, plan.horizonMonths - 1), locale);
  const mayHold = viewer.can("hold_planning_round");
  if (plan.entries.length === 0) {
    return (
      <Page title={t`Plan`}>
        <EmptyState
          icon="plan"
          title={t`The plan will be here`}
          action={
            <ButtonLink to="/requests" look="primary">
              <Trans>See all requests</Trans>
            </ButtonLink>
          }
        >
          <Trans>
            No owner has ranked a request yet. The plan follows from the units' lists, the estimates and the
            teams' days.
          </Trans>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={t`Plan`}
      width="wide"
      lead={
        <Trans>
          Which request starts and finishes in which month, from {from} to {to}: in the owners' order, under
          the teams' days, the budget and what depends on what.
        </Trans>
      }
      actions={
        <>
          <ButtonLink to="/scenarios">
            <Trans>What if?</Trans>
          </ButtonLink>
          {mayHold && (
            <Button look="primary" onPress={() => setHolding(true)}>
              <Trans>Hold a planning round</Trans>
            </Button>
          )}
        </>
      }
    >
      <PlanStrip plan={plan} />
      {!mayHold && (
        <Note icon="person">
          <Trans>
            The plan follows the owners' lists by itself; the governance board holds the planning rounds.
          </Trans>
        </Note>
      )}
      <Cycle plan={plan} />
      <OrderDebts plan={plan} />
      <MaximumValue plan={plan} calculation={optimum[0]} onStarted={refresh} />
      <Loads plan={plan} />
      <Forecast plan={plan} calculation={forecasts[0]} onStarted={refresh} />
      <Rounds rounds={planningRounds} />
      {isHolding && (
        <Suspense>
          <RoundDialog onClose={() => setHolding(false)} onHeld={refresh} />
        </Suspense>
      )}
    </Page>
  );
}
