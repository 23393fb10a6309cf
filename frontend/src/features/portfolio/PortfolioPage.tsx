import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import type { LiveEvent } from "#graphql/liveEvents.ts";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { monthText, numberText, percentText } from "#lib/format.ts";
import { monthAfter, monthsFrom } from "#lib/months.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { HeatKey, HeatMap } from "#ui/HeatMap.tsx";
import { heatRows } from "#ui/heatRows.ts";
import { useLocale } from "#ui/Money.tsx";
import { Note, Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { useKeptChoice } from "#ui/useKeptChoice.ts";
import { useNarrow } from "#ui/useNarrow.ts";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { PortfolioPageQuery } from "./__generated__/PortfolioPageQuery.graphql.ts";
import type { DecidedProps } from "./DecidedHead.tsx";
import styles from "./Portfolio.module.css";
import { PortfolioFilters } from "./PortfolioFilters.tsx";
import { PortfolioList } from "./PortfolioList.tsx";
import { PortfolioTable } from "./PortfolioTable.tsx";
import { ViewSwitch } from "./ViewSwitch.tsx";
import { filtered, grouped, seesEveryHit } from "./views.ts";

const EffortValue = lazy(() => import("./EffortValue.tsx"));
const PlanTimeline = lazy(() => import("./PlanTimeline.tsx"));

const route = getRouteApi("/shell/portfolio");
/** How many months the strip of loads shows; the rest stands on the capacity screen. */
const STRIP_MONTHS = 12;

const concerns = (event: LiveEvent) =>
  event.request !== null || ["capacity", "budget", "policy", "plan", "unit"].includes(event.subjectKind);

/** The whole portfolio in its order, with the commit line across all lists. */
export default function PortfolioPage(): ReactNode {
  const { t } = useLingui();
  const locale = useLocale();
  const viewer = useViewer();
  const narrow = useNarrow();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const view = useDeferredValue(search);
  const [isLoadShown, showLoad] = useKeptChoice("mandate.portfolio.load", !narrow);
  const [{ plan, units, teams }] = useLiveQuery<PortfolioPageQuery>(
    graphql`
      query PortfolioPageQuery($value: Boolean!, $timeline: Boolean!) {
        plan {
          id
          firstMonth
          horizonMonths
          commitLine {
            place
            plannedShare
            plannedDays
            rankedDays
            text
          }
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
            place
            chance
            startMonth
            effortDays
            aboveCommitLine
            unit {
              id
              code
              name
            }
            request {
              id
              key
              title
              state
              estimates {
                id
                team {
                  id
                  code
                  name
                }
              }
            }
            ...entry_place
            ...EffortValue_entries @include(if: $value)
            ...PlanTimeline_entries @include(if: $timeline)
          }
        }
        units {
          id
          code
          name
        }
        teams {
          id
          code
          name
        }
      }
    `,
    { value: view.picture === "value", timeline: view.picture === "timeline" },
    concerns,
  );
  const { entries, commitLine, loads, firstMonth, horizonMonths } = plan;
  const shown = useMemo(() => filtered(entries, view), [entries, view]);
  const groups = useMemo(() => grouped(shown, view.group), [shown, view.group]);
  const months = monthsFrom(firstMonth, monthAfter(firstMonth, Math.min(STRIP_MONTHS, horizonMonths) - 1));
  const rows = useMemo(
    () => heatRows(loads.filter(({ team }) => !view.team || team.code === view.team)),
    [loads, view.team],
  );

  const decided: DecidedProps | null = seesEveryHit(view)
    ? null
    : {
        isOpen: Boolean(view.decided),
        onOpen: (open) =>
          navigate({ search: (before) => ({ ...before, decided: open || undefined }), replace: true }),
      };

  const picture = {
    isTable: view.table ? view.table === "yes" : narrow,
    onTable: (isTable: boolean) =>
      navigate({ search: (before) => ({ ...before, table: isTable ? "yes" : "no" }), replace: true }),
  };

  const owns = viewer.is("OWNER");
  const from = monthText(firstMonth, locale);
  const to = monthText(monthAfter(firstMonth, horizonMonths - 1), locale);
  return (
    <Page
      title={t`Portfolio`}
      width="wide"
      lead={
        <Trans>
          All units' lists in one order, planned from {from} to {to}.
        </Trans>
      }
      actions={
        owns && (
          <ButtonLink to="/ranking" look="primary">
            <Trans>Order my list</Trans>
          </ButtonLink>
        )
      }
    >
      {entries.length === 0 ? (
        <EmptyState
          icon="portfolio"
          title={t`The portfolio will be here`}
          action={
            owns ? (
              <ButtonLink to="/ranking" look="primary">
                <Trans>Order my list</Trans>
              </ButtonLink>
            ) : (
              <ButtonLink to="/requests">
                <Trans>See all requests</Trans>
              </ButtonLink>
            )
          }
        >
          <Trans>
            No owner has ranked a request yet. The order of the portfolio comes from the units' lists.
          </Trans>
        </EmptyState>
      ) : (
        <>
          {!owns && (
            <Note icon="person">
              {viewer.is("IT") ? (
                <Trans>
                  Nothing can be dragged here: the owners of the units decide the order, and the plan follows
                  from their lists and from your teams' days.
                </Trans>
              ) : (
                <Trans>Nothing can be dragged here: each place comes from the list of a unit's owner.</Trans>
              )}
            </Note>
          )}
          <ViewSwitch />
          {!search.picture && (
            <section className={styles.load} aria-label={t`Load of the teams`}>
              <div className={styles.loadHead}>
                <h2>
                  <Trans>Load of the teams</Trans>
                </h2>
                <Button
                  look="quiet"
                  size="small"
                  aria-expanded={isLoadShown}
                  onPress={() => showLoad(!isLoadShown)}
                >
                  {isLoadShown ? <Trans>Hide</Trans> : <Trans>Show</Trans>}
                </Button>
                <span className={styles.push}>
                  <ButtonLink to="/capacity" look="quiet" size="small">
                    <Trans>Open capacity</Trans>
                  </ButtonLink>
                </span>
              </div>
              {isLoadShown && (
                <>
                  <HeatMap label={t`Planned share of each team's days`} rows={rows} months={months} compact />
                  <HeatKey />
                </>
              )}
            </section>
          )}
          <PortfolioFilters
            view={search}
            units={units}
            teams={teams}
            onView={(change) => navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
          />
          <p className={styles.count}>
            <Plural value={shown.length} one="# request in this view" other="# requests in this view" />
            {" · "}
            <WhyPopover
              title={t`Why is the line at place ${commitLine.place}?`}
              text={commitLine.text}
              facts={[
                t`${numberText(commitLine.plannedDays, locale)} of the ${numberText(commitLine.rankedDays, locale)} days ranked above it are in the plan (${percentText(commitLine.plannedShare, locale)}).`,
              ]}
            >
              <Trans>commit line after place {commitLine.place}</Trans>
            </WhyPopover>
          </p>
          {shown.length === 0 ? (
            <EmptyState
              icon="search"
              title={t`No request fits this view`}
              action={
                <Button onPress={() => navigate({ search: {} })}>
                  <Trans>Show the whole portfolio</Trans>
                </Button>
              }
            >
              <Trans>The filters above leave nothing over.</Trans>
            </EmptyState>
          ) : view.picture ? (
            <Suspense fallback={<Skeleton kind="rows" />}>
              {view.picture === "value" ? (
                <EffortValue entries={shown} {...picture} />
              ) : (
                <PlanTimeline
                  entries={shown}
                  firstMonth={firstMonth}
                  horizonMonths={horizonMonths}
                  commitLine={commitLine}
                  {...picture}
                />
              )}
            </Suspense>
          ) : (
            groups.map((group) => (
              <section key={group.id} className={styles.group} aria-label={group.name ?? t`Portfolio order`}>
                {group.name && (
                  <h2>
                    {group.name} <span className={styles.faint}>{group.entries.length}</span>
                  </h2>
                )}
                {narrow ? (
                  <PortfolioList entries={group.entries} commitLine={commitLine} decided={decided} />
                ) : (
                  <PortfolioTable
                    caption={group.name ?? t`Portfolio order`}
                    entries={group.entries}
                    commitLine={commitLine}
                    decided={decided}
                  />
                )}
              </section>
            ))
          )}
        </>
      )}
    </Page>
  );
}
