import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Fragment, type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { classes } from "#lib/classes.ts";
import { dayOf } from "#lib/days.ts";
import { Button } from "#ui/Button.tsx";
import { Chart } from "#ui/charts/Chart.tsx";
import { MarkSample } from "#ui/charts/Mark.tsx";
import { MonthAxis, MonthTrack, TrackSample } from "#ui/charts/MonthTrack.tsx";
import { DateText, MonthText } from "#ui/Money.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  PlanTimeline_entries$data,
  PlanTimeline_entries$key,
} from "./__generated__/PlanTimeline_entries.graphql.ts";
import { type PictureProps, RequestLink } from "./EffortValue.tsx";
import { type LineData, LineWords } from "./EntryParts.tsx";
import styles from "./Pictures.module.css";
import { monthsSpanned } from "./timeline.ts";

type Entry = PlanTimeline_entries$data[number];

export interface PlanTimelineProps extends PictureProps {
  entries: PlanTimeline_entries$key;
  firstMonth: string;
  horizonMonths: number;
  commitLine: LineData;
}

const FIRST_SHOWN = 100;
const isHeld = (entry: Entry) => entry.request.state !== "RANKED";

/** When each request is worked on: what is held and what follows from the order, what was promised and what is forecast. */
export default function PlanTimeline({
  entries,
  firstMonth,
  horizonMonths,
  commitLine,
  isTable,
  onTable,
}: PlanTimelineProps) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment PlanTimeline_entries on PortfolioPlace @relay(plural: true) {
        id
        place
        startMonth
        finishMonth
        finishForecast {
          id
          p50
          p85
        }
        request {
          id
          key
          title
          state
          deadline
          promise {
            id
            finishMonth
          }
          forecast {
            id
            finishMonth
          }
        }
      }
    `,
    entries,
  );
  const planned = useMemo(() => data.filter(({ startMonth }) => startMonth), [data]);
  const months = useMemo(
    () => monthsSpanned(planned, firstMonth, horizonMonths),
    [planned, firstMonth, horizonMonths],
  );
  const outside = data.length - planned.length;
  const month = (value: string | null | undefined) => <MonthText value={value} />;
  const columns: Column<Entry>[] = [
    {
      id: "request",
      header: t`Request`,
      rowHeader: true,
      cell: ({ request }) => <RequestLink request={request} />,
    },
    {
      id: "months",
      header: t`Planned`,
      cell: (entry) => (
        <span>
          {month(entry.startMonth)} – {month(entry.finishMonth)}
        </span>
      ),
    },
    { id: "held", header: t`How firm`, cell: (entry) => (isHeld(entry) ? t`held` : t`planned`) },
    { id: "promise", header: t`Promised`, cell: ({ request }) => month(request.promise?.finishMonth) },
    { id: "expected", header: t`IT expects`, cell: ({ request }) => month(request.forecast?.finishMonth) },
    { id: "p50", header: t`Half by`, cell: ({ finishForecast }) => month(finishForecast?.p50) },
    { id: "p85", header: t`85 of 100 by`, cell: ({ finishForecast }) => month(finishForecast?.p85) },
    { id: "deadline", header: t`Deadline`, cell: ({ request }) => <DateText value={request.deadline} /> },
  ];
  return (
    <div className={styles.picture}>
      <Chart
        title={t`Timeline of the plan`}
        isTable={isTable}
        onTable={onTable}
        caption={
          <>
            <Trans>
              Decided work first, then the order of the portfolio. The arrow keys go through the requests.
            </Trans>{" "}
            {outside > 0 && (
              <Link to="/portfolio" search={{ standing: "NOT_IN_PLAN" }}>
                <Plural
                  value={outside}
                  one="# request has no months in this plan; the list says why."
                  other="# requests have no months in this plan; the list says why."
                />
              </Link>
            )}
          </>
        }
        legend={[
          [<TrackSample key="mark" look="held" />, <Trans key="words">held: committed or in delivery</Trans>],
          [<TrackSample key="mark" look="open" />, <Trans key="words">planned, can still move</Trans>],
          [
            <MarkSample key="mark" look="diamond" />,
            <Trans key="words">promised for the end of this month</Trans>,
          ],
          [<MarkSample key="mark" look="forecast" />, <Trans key="words">IT expects to finish</Trans>],
          [
            <TrackSample key="mark" look="range" />,
            <Trans key="words">half to 85 of 100 simulated plans finish it</Trans>,
          ],
          [<TrackSample key="mark" look="deadline" />, <Trans key="words">deadline</Trans>],
          [<TrackSample key="mark" look="today" />, <Trans key="words">today</Trans>],
        ]}
        table={
          <Table
            caption={t`Timeline of the plan`}
            columns={columns}
            rows={planned}
            rowKey={({ id }) => id}
            first={FIRST_SHOWN}
          />
        }
      >
        <Lines entries={planned} months={months} commitLine={commitLine} />
      </Chart>
    </div>
  );
}

function Lines({
  entries,
  months,
  commitLine,
}: {
  entries: readonly Entry[];
  months: readonly string[];
  commitLine: LineData;
}) {
  const { t } = useLingui();
  const list = useRef<HTMLOListElement>(null);
  const id = useId();
  const [stop, setStop] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const today = dayOf(new Date());
  const line = entries.findIndex(({ place }) => place > commitLine.place);
  const count = isOpen ? entries.length : Math.min(FIRST_SHOWN, entries.length);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = { ArrowUp: stop - 1, ArrowDown: stop + 1, Home: 0, End: count - 1 }[event.key];
    if (at === undefined) return;
    event.preventDefault();
    list.current
      ?.querySelector<HTMLElement>(`[data-line="${Math.min(count - 1, Math.max(0, at))}"] a`)
      ?.focus();
  };
  return (
    <div className={styles.time}>
      <div className={styles.axis}>
        <MonthAxis months={months} />
      </div>
      <ol ref={list} id={id} aria-label={t`Timeline of the plan`} onKeyDown={onKeyDown}>
        {entries.map((entry, at) => {
          const { request, finishForecast } = entry;
          const folded = !isOpen && at >= FIRST_SHOWN && styles.folded;
          return (
            <Fragment key={entry.id}>
              {at === line && (
                <li className={classes(styles.commit, folded)}>
                  <LineWords line={commitLine} />
                </li>
              )}
              <li className={classes(styles.line, folded)} data-line={at}>
                <span className={styles.name}>
                  <Link
                    to="/requests/$key"
                    params={{ key: request.key }}
                    tabIndex={at === stop ? 0 : -1}
                    onFocus={() => setStop(at)}
                    title={`${request.key} ${request.title}`}
                  >
                    {entry.place > 0 && `${entry.place}. `}
                    {request.title}
                  </Link>
                </span>
                <MonthTrack
                  name={request.key}
                  months={months}
                  start={entry.startMonth}
                  finish={entry.finishMonth}
                  isHeld={isHeld(entry)}
                  p50={finishForecast?.p50}
                  p85={finishForecast?.p85}
                  promised={request.promise?.finishMonth}
                  expected={request.forecast?.finishMonth}
                  deadline={request.deadline}
                  today={today}
                />
              </li>
            </Fragment>
          );
        })}
      </ol>
      {entries.length > FIRST_SHOWN && (
        <Button
          look="quiet"
          size="small"
          aria-expanded={isOpen}
          aria-controls={id}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen ? <Trans>Show fewer</Trans> : <Trans>Show all {entries.length}</Trans>}
        </Button>
      )}
    </div>
  );
}
