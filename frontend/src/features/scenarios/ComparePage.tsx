import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { graphql } from "react-relay";
import type { LiveEvent } from "#graphql/liveEvents.ts";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { ButtonLink, IconButton } from "#ui/Button.tsx";
import { Checkbox } from "#ui/Choices.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Page } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import type { ComparePageColumnsQuery } from "./__generated__/ComparePageColumnsQuery.graphql.ts";
import type { ComparePageKnownQuery } from "./__generated__/ComparePageKnownQuery.graphql.ts";
import type { ComparePageQuery } from "./__generated__/ComparePageQuery.graphql.ts";
import { ComparedLoads } from "./ComparedLoads.tsx";
import { ComparedRequests } from "./ComparedRequests.tsx";
import { ForWhom } from "./ForWhom.tsx";
import styles from "./Scenarios.module.css";
import { Totals } from "./Totals.tsx";
import { ValueSteps } from "./ValueSteps.tsx";
import { type Columns, chosenIn, chosenText, columnsOf, MOST_COLUMNS } from "./views.ts";

const route = getRouteApi("/shell/scenarios/compare");

export const concerns = (event: LiveEvent) =>
  event.request !== null ||
  ["capacity", "budget", "policy", "plan", "planning_round", "scenario", "unit"].includes(event.subjectKind);

/** Two to four plans side by side: totals, where value differs, for whom, and request by request. */
export default function ComparePage(): ReactNode {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = chosenIn(search.chosen);
  const columns = columnsOf(chosen, search.withoutLive === true);
  return (
    <Page
      title={t`Compare plans`}
      width="wide"
      eyebrow={
        <Link to="/scenarios">
          <Trans>Scenarios</Trans>
        </Link>
      }
      lead={<Trans>What differs stands first. Figures are computed on the data as they are now.</Trans>}
    >
      <ColumnChoice
        chosen={chosen}
        isWithLive={columns ? columns.withLive : search.withoutLive !== true}
        onChosen={(next) =>
          navigate({ search: (before) => ({ ...before, chosen: chosenText(next) }), replace: true })
        }
        onWithLive={(withLive) =>
          navigate({
            search: (before) => ({ ...before, withoutLive: withLive ? undefined : true }),
            replace: true,
          })
        }
      />
      {columns ? (
        <Suspense fallback={<Skeleton kind="page" />}>
          <ComparedIfThere columns={columns} />
        </Suspense>
      ) : (
        <EmptyState
          icon="scenario"
          title={t`The comparison will be here`}
          action={
            <ButtonLink to="/scenarios">
              <Trans>See all scenarios</Trans>
            </ButtonLink>
          }
        >
          <Trans>Choose at least two plans above: scenarios, or the plan as it is and a scenario.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}

/** The comparison, unless the address names a scenario that is not there, or one of them twice. */
function ComparedIfThere({ columns }: { columns: Columns }) {
  const { t } = useLingui();
  const [one = "", two = one, three = one, four = one] = columns.scenarios;
  const [found] = useLiveQuery<ComparePageKnownQuery>(
    graphql`
      query ComparePageKnownQuery($one: ID!, $two: ID!, $three: ID!, $four: ID!) {
        one: scenario(id: $one) {
          id
        }
        two: scenario(id: $two) {
          id
        }
        three: scenario(id: $three) {
          id
        }
        four: scenario(id: $four) {
          id
        }
      }
    `,
    { one, two, three, four },
    () => false,
  );
  const known = [found.one, found.two, found.three, found.four];
  const isMissing = known.some((each) => !each);
  if (!isMissing && new Set(known.map((each) => each?.id)).size === columns.scenarios.length)
    return <Compared columns={columns} />;
  return (
    <EmptyState
      icon="search"
      title={isMissing ? t`There is no such scenario` : t`These plans cannot stand side by side`}
      action={
        <ButtonLink to="/scenarios">
          <Trans>See all scenarios</Trans>
        </ButtonLink>
      }
    >
      {isMissing ? (
        <Trans>
          The address names one that is not here. Take out above what has no name, or choose others from the
          list.
        </Trans>
      ) : (
        <Trans>The address names one of them twice. Take one out above.</Trans>
      )}
    </EmptyState>
  );
}

interface ColumnChoiceProps {
  chosen: readonly string[];
  isWithLive: boolean;
  onChosen: (chosen: readonly string[]) => void;
  onWithLive: (withLive: boolean) => void;
}

/** Which plans are columns; the first one is what the others are compared with. */
function ColumnChoice({ chosen, isWithLive, onChosen, onWithLive }: ColumnChoiceProps) {
  const { t } = useLingui();
  const [{ scenarios }] = useLiveQuery<ComparePageColumnsQuery>(
    graphql`
      query ComparePageColumnsQuery {
        scenarios(first: 100) {
          edges {
            node {
              id
              number
              name
            }
          }
        }
      }
    `,
    {},
    (event) => event.subjectKind === "scenario",
  );
  const all = scenarios.edges.map(({ node }) => ({
    id: String(node.number),
    label: `${node.number} · ${node.name}`,
  }));
  const isFull = chosen.length >= MOST_COLUMNS;
  return (
    <div className={styles.columnChoice}>
      <Checkbox isSelected={isWithLive} isDisabled={isFull} onChange={onWithLive}>
        <Trans>The plan as it is</Trans>
      </Checkbox>
      {chosen.length > 0 && (
        <ul className={styles.chips} aria-label={t`Scenarios compared`}>
          {chosen.map((number) => {
            const label = all.find(({ id }) => id === number)?.label ?? t`Scenario ${number}`;
            return (
              <li key={number}>
                {label}
                <IconButton
                  label={t`Take out: ${label}`}
                  size="small"
                  onPress={() => onChosen(chosen.filter((other) => other !== number))}
                >
                  <Icon name="close" size={14} />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      {!isFull && (
        <Select
          label={t`Add a scenario`}
          hideLabel
          placeholder={t`Add a scenario`}
          options={all.filter(({ id }) => !chosen.includes(id))}
          value={null}
          onChange={(number) => onChosen([...chosen, number])}
        />
      )}
    </div>
  );
}

function Compared({ columns: { scenarios, withLive } }: { columns: Columns }) {
  const { all, value } = route.useSearch();
  const navigate = route.useNavigate();
  const [data] = useLiveQuery<ComparePageQuery>(
    graphql`
      query ComparePageQuery($scenarios: [ID!]!, $withLive: Boolean!, $onlyDifferent: Boolean!) {
        compareScenarios(scenarios: $scenarios, withLive: $withLive) {
          ...Totals_comparison
          ...ValueSteps_comparison
          ...ForWhom_comparison
          ...ComparedLoads_comparison
        }
        ...ComparedRequests_query
          @arguments(scenarios: $scenarios, withLive: $withLive, onlyDifferent: $onlyDifferent)
      }
    `,
    { scenarios: [...scenarios], withLive, onlyDifferent: all !== true },
    concerns,
  );
  return (
    <>
      <Totals comparison={data.compareScenarios} />
      <ValueSteps
        comparison={data.compareScenarios}
        value={value ?? "promised"}
        onValue={(next) => navigate({ search: (before) => ({ ...before, value: next }), replace: true })}
      />
      <ForWhom comparison={data.compareScenarios} />
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
