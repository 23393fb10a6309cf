import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useDeferredValue, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { NotFound } from "#app/Problems.tsx";
import { useViewer } from "#app/viewer.tsx";
import type { LiveEvent } from "#graphql/liveEvents.ts";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Days } from "#ui/Money.tsx";
import { Page } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import type { RankingPageQuery } from "./__generated__/RankingPageQuery.graphql.ts";
import type { RankingPageUnitsQuery } from "./__generated__/RankingPageUnitsQuery.graphql.ts";
import { Ballots } from "./Ballots.tsx";
import { UnitRanking } from "./UnitRanking.tsx";

const Credits = lazy(() => import("./Credits.tsx"));

const route = getRouteApi("/shell/ranking");

/** An owner's own list; everyone else may read it. */
export default function RankingPage(): ReactNode {
  const { unit } = route.useSearch();
  const viewer = useViewer();
  const chosen = useDeferredValue(unit ?? viewer.units[0]?.code);
  return chosen ? <OneUnit unit={chosen} /> : <AnyUnit />;
}

/** Someone without a unit of their own sees the first one. */
function AnyUnit() {
  const { t } = useLingui();
  const { units } = useLazyLoadQuery<RankingPageUnitsQuery>(
    graphql`
      query RankingPageUnitsQuery {
        units {
          id
          code
        }
      }
    `,
    {},
  );
  const first = units[0];
  if (first) return <OneUnit unit={first.code} />;
  return (
    <Page title={t`Ranking`} width="narrow">
      <EmptyState icon="ranking" title={t`The lists of the units will be here`}>
        <Trans>There is no unit yet. An administrator adds units and names their owners.</Trans>
      </EmptyState>
    </Page>
  );
}

const concerns = (event: LiveEvent) =>
  event.request !== null || ["capacity", "budget", "policy", "plan", "unit"].includes(event.subjectKind);

function OneUnit({ unit }: { unit: string }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [showsCredits, setShowsCredits] = useState(false);
  const [data, refresh] = useLiveQuery<RankingPageQuery>(
    graphql`
      query RankingPageQuery($unit: ID!) {
        ranking(unit: $unit) {
          id
          version
          mayRank
          whoDecides
          commitPlace
          commitLine {
            place
            plannedDays
            rankedDays
            text
          }
          share
          creditDays
          ...Ballots_ranking
          unit {
            id
            code
            name
          }
          entries {
            id
            effortDays
            startMonth
            finishMonth
            portfolioPlace
            whyHere
            wouldRaise
            disputed
            undecidedTooLong
            request {
              id
              key
              title
              state
              submittedAt
              deadline
              calibratedValue {
                amount
                currency
              }
              clarification {
                answeredAt
              }
            }
          }
          unranked {
            id
            key
            title
            state
            submittedAt
            deadline
            undecidedTooLong
            calibratedEffort {
              plannedDays
            }
            calibratedValue {
              amount
              currency
            }
            clarification {
              answeredAt
            }
          }
        }
        plan {
          id
          firstMonth
          horizonMonths
          commitLine {
            text
          }
          loads {
            net
            planned
          }
        }
        units {
          id
          code
          name
        }
      }
    `,
    { unit },
    concerns,
  );
  const { ranking, plan, units } = data;
  if (!ranking) return <NotFound />;
  const own = new Set(viewer.units.map(({ id }) => id));
  const choices = viewer.units.length > 0 && own.has(ranking.unit.id) ? viewer.units : units;
  const days = (figure: "net" | "planned") => plan.loads.reduce((sum, load) => sum + load[figure], 0);
  return (
    <Page
      title={own.has(ranking.unit.id) ? t`My ranking` : t`Ranking of ${ranking.unit.name}`}
      lead={
        ranking.mayRank ? (
          <Trans>
            The order in which {ranking.unit.name} wants its requests. The portfolio's order follows it at
            once; nobody in IT can change it.
          </Trans>
        ) : undefined
      }
      actions={
        <>
          {ranking.mayRank && (
            <ButtonLink to="/ranking/compare" search={{ unit: ranking.unit.code }}>
              <Trans>Which first?</Trans>
            </ButtonLink>
          )}
          <Button onPress={() => setShowsCredits(true)}>
            {ranking.creditDays === 0 ? (
              <Trans>Days of priority</Trans>
            ) : (
              <Trans>
                Days of priority: <Days value={ranking.creditDays} />
              </Trans>
            )}
          </Button>
          {choices.length > 1 && (
            <Select
              label={t`Unit`}
              hideLabel
              value={ranking.unit.code}
              options={choices.map(({ code, name }) => ({ id: code, label: name }))}
              onChange={(code) => navigate({ search: { unit: code } })}
            />
          )}
        </>
      }
    >
      {showsCredits && (
        <Suspense>
          <Credits
            unit={ranking.unit}
            units={units}
            onClose={() => setShowsCredits(false)}
            onLent={refresh}
          />
        </Suspense>
      )}
      <UnitRanking
        key={ranking.id}
        ranking={ranking}
        line={{
          text: plan.commitLine.text,
          used: days("planned"),
          there: days("net"),
          firstMonth: plan.firstMonth,
          horizonMonths: plan.horizonMonths,
        }}
        view={{ filter: search.filter, sort: search.sort }}
        onView={(change) => navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        refresh={refresh}
      />
      <Ballots ranking={ranking} />
    </Page>
  );
}
