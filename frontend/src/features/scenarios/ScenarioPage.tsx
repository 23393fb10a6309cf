import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { graphql } from "react-relay";
import { NotFound } from "#app/Problems.tsx";
import { useViewer } from "#app/viewer.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { DateText } from "#ui/Money.tsx";
import { Note, Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import type { ScenarioPageComparisonQuery } from "./__generated__/ScenarioPageComparisonQuery.graphql.ts";
import type { ScenarioPageQuery } from "./__generated__/ScenarioPageQuery.graphql.ts";
import { Changes } from "./Changes.tsx";
import { ComparedLoads } from "./ComparedLoads.tsx";
import { ComparedRequests } from "./ComparedRequests.tsx";
import { concerns } from "./ComparePage.tsx";
import { DiscardButton } from "./DiscardButton.tsx";
import { ForWhom } from "./ForWhom.tsx";
import styles from "./Scenarios.module.css";
import { StandingBadge } from "./StandingBadge.tsx";
import { Totals } from "./Totals.tsx";
import { ValueSteps } from "./ValueSteps.tsx";

const AdoptDialog = lazy(() => import("./AdoptDialog.tsx"));
const route = getRouteApi("/shell/scenarios/$id");

/** One what-if: what would be different, who decides that, and what would come of it for whom. */
export default function ScenarioPage(): ReactNode {
  const { t } = useLingui();
  const viewer = useViewer();
  const { id } = route.useParams();
  const [isAdopting, setAdopting] = useState(false);
  const [{ scenario }, refresh] = useLiveQuery<ScenarioPageQuery>(
    graphql`
      query ScenarioPageQuery($id: ID!) {
        scenario(id: $id) {
          id
          number
          name
          purpose
          savedAt
          stale
          ageText
          discardedAt
          mayDiscard
          mayAdopt
          againstAdoption
          by {
            id
            name
          }
          follows {
            id
            number
            name
          }
          adoption {
            at
            reason
            roundNumber
            by {
              id
              name
            }
          }
          summary {
            text
            roundAlone {
              text
            }
          }
          ...StandingBadge_scenario
          ...Changes_scenario
          ...AdoptDialog_scenario
        }
      }
    `,
    { id },
    concerns,
  );
  if (!scenario) return <NotFound />;
  const { number, adoption, againstAdoption } = scenario;
  const isOpen = !adoption && !scenario.discardedAt;
  return (
    <Page
      title={scenario.name}
      tabTitle={t`Scenario ${number}: ${scenario.name}`}
      width="wide"
      eyebrow={
        <>
          <span>
            <Link to="/scenarios">
              <Trans>Scenarios</Trans>
            </Link>{" "}
            ·{" "}
            <Trans>
              number {number}, saved by {scenario.by.name} on <DateText value={scenario.savedAt} />
            </Trans>
            {scenario.follows && (
              <>
                {", "}
                <Link to="/scenarios/$id" params={{ id: String(scenario.follows.number) }}>
                  <Trans>made from {scenario.follows.name}</Trans>
                </Link>
              </>
            )}
          </span>
          <StandingBadge scenario={scenario} />
        </>
      }
      lead={scenario.purpose || undefined}
      actions={
        <>
          <ButtonLink to="/scenarios/compare" search={{ chosen: String(number) }}>
            <Trans>Compare with others</Trans>
          </ButtonLink>
          {viewer.can("save_scenario") && (
            <ButtonLink to="/scenarios/new" search={{ from: String(number) }}>
              <Trans>Make another from it</Trans>
            </ButtonLink>
          )}
          {scenario.mayDiscard && <DiscardButton scenario={scenario.id} name={scenario.name} />}
          {scenario.mayAdopt && (
            <Button look="primary" onPress={() => setAdopting(true)}>
              <Trans>Adopt scenario</Trans>
            </Button>
          )}
        </>
      }
    >
      {adoption && (
        <Note tone="good" icon="check">
          <Trans>
            Adopted by {adoption.by.name} on <DateText value={adoption.at} />: {adoption.reason}
          </Trans>{" "}
          {adoption.roundNumber !== null && adoption.roundNumber !== undefined && (
            <Link to="/plan">
              <Trans>It held planning round {adoption.roundNumber}.</Trans>
            </Link>
          )}
        </Note>
      )}
      <Note tone={scenario.stale ? "warn" : "neutral"} icon="clock">
        {scenario.ageText}
      </Note>
      <Outcome {...scenario.summary} />
      <Changes scenario={scenario} />
      {isOpen && againstAdoption.length > 0 && (
        <Note icon="person">
          <p>
            <Trans>The board cannot adopt it as it is, because others decide parts of it:</Trans>
          </p>
          <ul>
            {againstAdoption.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Note>
      )}
      {isOpen && againstAdoption.length === 0 && !scenario.mayAdopt && (
        <Note icon="person">
          <Trans>The governance board can adopt it.</Trans>
        </Note>
      )}
      <Suspense fallback={<Skeleton kind="rows" />}>
        <BesideThePlan scenario={scenario.id} />
      </Suspense>
      {isAdopting && (
        <Suspense>
          <AdoptDialog scenario={scenario} onClose={() => setAdopting(false)} refresh={refresh} />
        </Suspense>
      )}
    </Page>
  );
}

type Summary = NonNullable<ScenarioPageQuery["response"]["scenario"]>["summary"];

/** What comes of it: the change for itself, and below it what the planning round does without it. */
function Outcome({ text, roundAlone }: Pick<Summary, "text" | "roundAlone">) {
  return (
    <>
      <p>
        <strong>{text}</strong>
      </p>
      {roundAlone && (
        <p className={styles.soft}>
          <Trans>
            The scenario is planned by a planning round, which by itself changes the plan, whatever the
            scenario changes. Planned within the cycle, only the change would count.
          </Trans>
        </p>
      )}
    </>
  );
}

/** The scenario beside the plan as it is. */
function BesideThePlan({ scenario }: { scenario: string }) {
  const { all, value } = route.useSearch();
  const navigate = route.useNavigate();
  const [data] = useLiveQuery<ScenarioPageComparisonQuery>(
    graphql`
      query ScenarioPageComparisonQuery($scenarios: [ID!]!, $onlyDifferent: Boolean!) {
        compareScenarios(scenarios: $scenarios, withLive: true) {
          ...Totals_comparison
          ...ValueSteps_comparison
          ...ForWhom_comparison
          ...ComparedLoads_comparison
        }
        ...ComparedRequests_query
          @arguments(scenarios: $scenarios, withLive: true, onlyDifferent: $onlyDifferent)
      }
    `,
    { scenarios: [scenario], onlyDifferent: all !== true },
    concerns,
  );
  return (
    <>
      <ForWhom comparison={data.compareScenarios} />
      <Totals comparison={data.compareScenarios} />
      <ValueSteps
        comparison={data.compareScenarios}
        value={value ?? "promised"}
        onValue={(next) => navigate({ search: (before) => ({ ...before, value: next }), replace: true })}
      />
      <ComparedRequests
        query={data}
        isAll={all === true}
        onAll={(isAll) =>
          navigate({ search: (before) => ({ ...before, all: isAll || undefined }), replace: true })
        }
      />
      <ComparedLoads comparison={data.compareScenarios} />
    </>
  );
}
