import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import type { LiveEvent } from "#graphql/liveEvents.ts";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { monthAfter, monthOf, monthsFrom } from "#lib/months.ts";
import { IconButton } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Icon } from "#ui/Icon.tsx";
import { MonthSpan } from "#ui/Money.tsx";
import { Note, Page } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { Tabs } from "#ui/Tabs.tsx";
import { useNarrow } from "#ui/useNarrow.ts";
import type { CapacityPageQuery } from "./__generated__/CapacityPageQuery.graphql.ts";
import { Budgets } from "./Budgets.tsx";
import styles from "./Capacity.module.css";
import { LoadMap } from "./LoadMap.tsx";
import { TeamDays } from "./TeamDays.tsx";
import { type CapacityView, GRID_MONTHS } from "./views.ts";

const route = getRouteApi("/shell/capacity");
const ALL = "all";

const concerns = (event: LiveEvent) =>
  event.request !== null || ["capacity", "budget", "policy", "plan", "team"].includes(event.subjectKind);

/** What the teams have, what is planned of it, and what may be spent. */
export default function CapacityPage(): ReactNode {
  const { t } = useLingui();
  const viewer = useViewer();
  const narrow = useNarrow();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const from = search.from ?? monthOf(new Date());
  const to = monthAfter(from, GRID_MONTHS - 1);
  const [{ plan, capacity, budgets, teams }, refresh] = useLiveQuery<CapacityPageQuery>(
    graphql`
      query CapacityPageQuery($from: Month, $to: Month) {
        plan {
          id
          firstMonth
          horizonMonths
          loads {
            team {
              id
              code
              name
            }
            month
            net
            planned
            logged
          }
          entries {
            id
            startMonth
            finishMonth
            request {
              id
              key
              title
              state
              estimates {
                id
                team {
                  id
                }
                effortDays {
                  expected
                }
              }
            }
          }
        }
        capacity(from: $from, to: $to) {
          id
          team {
            id
          }
          month
          grossDays
          runDays
          leaveDays
          otherDays
          logged
          note
          version
        }
        budgets(from: $from, to: $to) {
          id
          month
          amount {
            amount
            currency
          }
          set
          version
        }
        teams {
          id
          code
          name
        }
      }
    `,
    { from, to },
    concerns,
  );
  const change = (change: { view?: CapacityView; team?: string; from?: string }) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  const mayLog = viewer.can("log_capacity") && viewer.teams.length > 0;
  const loggable = mayLog ? viewer.teams : teams;
  const view = search.view ?? "load";
  const choices = view === "days" ? loggable : teams;
  // A phone shows the days of one team at a time.
  const isOneByOne = narrow && view === "days";
  const onlyTeam =
    choices.find(({ code }) => code === search.team)?.code ?? (isOneByOne ? choices[0]?.code : undefined);
  const shownTeams = onlyTeam ? loggable.filter(({ code }) => code === onlyTeam) : loggable;
  const months = monthsFrom(from, to);
  const teamChoice = view !== "budgets" && choices.length > 1 && (
    <Select
      label={t`Team`}
      hideLabel
      value={onlyTeam ?? ALL}
      onChange={(code) => change({ team: code === ALL ? undefined : code })}
      options={[
        ...(isOneByOne
          ? []
          : [{ id: ALL, label: view === "days" && mayLog ? t`All my teams` : t`All teams` }]),
        ...choices.map(({ code, name }) => ({ id: code, label: name })),
      ]}
    />
  );
  const monthChoice = view !== "load" && (
    <div className={styles.months}>
      <IconButton
        label={t`Earlier months`}
        look="secondary"
        onPress={() => change({ from: monthAfter(from, -3) })}
      >
        <Icon name="chevron-left" />
      </IconButton>
      <span>
        <MonthSpan from={from} to={to} />
      </span>
      <IconButton
        label={t`Later months`}
        look="secondary"
        onPress={() => change({ from: monthAfter(from, 3) })}
      >
        <Icon name="chevron-right" />
      </IconButton>
    </div>
  );
  const bar = (
    <div className={styles.bar}>
      {teamChoice}
      {monthChoice}
    </div>
  );
  return (
    <Page
      title={t`Capacity`}
      width="wide"
      lead={
        <Trans>
          The days that the teams have for requests, once run work, leave and other things are off.
        </Trans>
      }
    >
      <Tabs
        label={t`Capacity`}
        selected={view}
        onSelect={(next) => change({ view: next === "load" ? undefined : next })}
        tabs={[
          {
            id: "load",
            label: t`Load`,
            content: () => (
              <div className={styles.stack}>
                {bar}
                <LoadMap
                  plan={plan}
                  team={onlyTeam}
                  months={monthsFrom(plan.firstMonth, monthAfter(plan.firstMonth, plan.horizonMonths - 1))}
                />
              </div>
            ),
          },
          {
            id: "days",
            label: t`Days`,
            content: () => (
              <div className={styles.stack}>
                {bar}
                {!mayLog && (
                  <Note icon="person">
                    <Trans>Each team's IT staff log its days; nobody else does.</Trans>
                  </Note>
                )}
                {shownTeams.length === 0 ? (
                  <EmptyState icon="capacity" title={t`The days of the teams will be here`}>
                    <Trans>There is no team yet. An administrator adds teams and their IT staff.</Trans>
                  </EmptyState>
                ) : (
                  <TeamDays
                    teams={shownTeams}
                    months={months}
                    capacity={capacity}
                    loads={plan.loads}
                    mayLog={mayLog}
                    refresh={refresh}
                  />
                )}
              </div>
            ),
          },
          {
            id: "budgets",
            label: t`Budgets`,
            content: () => (
              <div className={styles.stack}>
                {bar}
                <Budgets budgets={budgets} months={months} refresh={refresh} />
              </div>
            ),
          },
        ]}
      />
    </Page>
  );
}
