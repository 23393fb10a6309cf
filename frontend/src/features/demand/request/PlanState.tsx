import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { MonthText, Percent } from "#ui/Money.tsx";
import { Note } from "#ui/Page.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { PlanState_request$key } from "./__generated__/PlanState_request.graphql.ts";

/** How sure the months of a request are, why they moved, and behind whom it waits; nothing where there is nothing to say. */
export function PlanState({ request }: { request: PlanState_request$key }) {
  const { t } = useLingui();
  const { state, place, finishForecast } = useFragment(
    graphql`
      fragment PlanState_request on Request {
        state
        finishForecast {
          id
          chance
          p50
          p85
          text
          basis
          ofPresentData
        }
        place {
          id
          startMonth
          movedSinceRound {
            id
            later
            because
          }
          orderDebt {
            id
            text
            wayOut
          }
        }
      }
    `,
    request,
  );
  const isUnderWay = ["RANKED", "COMMITTED", "IN_DELIVERY"].includes(state);
  const moved = place?.movedSinceRound;
  return (
    <>
      {finishForecast && isUnderWay && (
        <Note icon="calendar">
          {finishForecast.p50 && finishForecast.p85 ? (
            <Trans>
              Forecast: half of the simulated plans finish it by <MonthText value={finishForecast.p50} />{" "}
              (P50), 85 of 100 by <MonthText value={finishForecast.p85} /> (P85).
            </Trans>
          ) : finishForecast.p50 ? (
            <Trans>
              Forecast: half of the simulated plans finish it by <MonthText value={finishForecast.p50} />{" "}
              (P50), fewer than 85 of 100 in the months known.
            </Trans>
          ) : (
            <Trans>Forecast: fewer than half of the simulated plans finish it in the months known.</Trans>
          )}{" "}
          <Trans>
            Chance within the months shown: <Percent value={finishForecast.chance} />.
          </Trans>{" "}
          {!finishForecast.ofPresentData && <Trans>The forecast is of an older state.</Trans>}{" "}
          <WhyPopover
            title={t`Where the forecast comes from`}
            text={finishForecast.text}
            facts={[finishForecast.basis]}
          />
        </Note>
      )}
      {moved?.because && (
        <Note tone={moved.later ? "warn" : "neutral"} icon="clock">
          {moved.later && !place?.startMonth ? (
            <Trans>Dropped out since the planning round, because: {moved.because}</Trans>
          ) : moved.later ? (
            <Trans>Later since the planning round, because: {moved.because}</Trans>
          ) : (
            <Trans>Other months since the planning round: {moved.because}</Trans>
          )}
        </Note>
      )}
      {place?.orderDebt && (
        <Note tone="warn" icon="warning">
          {place.orderDebt.text} {place.orderDebt.wayOut}
        </Note>
      )}
    </>
  );
}
