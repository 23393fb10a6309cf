import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect } from "react";
import { graphql, useFragment } from "react-relay";
import { announce } from "#lib/announce.ts";
import { monthsBetween } from "#lib/months.ts";
import { Days, Money, MonthSpan, MonthText, Percent } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type { BeforeAfter_option$key } from "./__generated__/BeforeAfter_option.graphql.ts";
import type { BeforeAfter_question$key } from "./__generated__/BeforeAfter_question.graphql.ts";
import styles from "./Decisions.module.css";

interface Line {
  key: string;
  name: string;
  before: ReactNode;
  after: ReactNode;
  change: ReactNode;
}

/** What the chosen option changes in the plan: each request's months as they are and as they would be. */
export function BeforeAfter({
  question,
  option,
}: {
  question: BeforeAfter_question$key;
  option: BeforeAfter_option$key;
}) {
  const { t } = useLingui();
  const { request } = useFragment(
    graphql`
      fragment BeforeAfter_question on PriorityQuestion {
        request { id key title place { id startMonth finishMonth } }
      }
    `,
    question,
  );
  const data = useFragment(
    graphql`
      fragment BeforeAfter_option on Option {
        id
        title
        kind
        earliestMonth
        finishMonth
        scopeShare
        displaced { request { id key title } fromMonth toMonth }
        extraCapacity { team { id name } month days price { amount currency } }
      }
    `,
    option,
  );
  useEffect(() => announce(t`Before and after for: ${data.title}`), [data.title, t]);
  const none = <Trans>not in this plan</Trans>;
  const [start, finish] = [request.place?.startMonth, request.place?.finishMonth];
  const lines: Line[] = [
    {
      key: request.id,
      name: `${request.key} ${request.title}`,
      before: start ? <MonthSpan from={start} to={finish} /> : none,
      after:
        data.kind === "REROUTE" ? (
          <Trans>met by another route</Trans>
        ) : data.earliestMonth ? (
          <MonthSpan from={data.earliestMonth} to={data.finishMonth} />
        ) : (
          none
        ),
      change:
        data.scopeShare && data.scopeShare < 1 ? (
          <Trans>
            <Percent value={data.scopeShare} /> of it
          </Trans>
        ) : start && data.earliestMonth ? (
          <Shift months={monthsBetween(start, data.earliestMonth)} />
        ) : data.earliestMonth ? (
          <Trans>enters the plan</Trans>
        ) : (
          "–"
        ),
    },
    ...data.displaced.map((one) => ({
      key: one.request.id,
      name: `${one.request.key} ${one.request.title}`,
      before: <MonthText value={one.fromMonth} />,
      after: one.toMonth ? <MonthText value={one.toMonth} /> : none,
      change: one.toMonth ? (
        <Shift months={monthsBetween(one.fromMonth, one.toMonth)} />
      ) : (
        <Trans>gives way</Trans>
      ),
    })),
  ];
  const columns: Column<Line>[] = [
    { id: "request", header: t`Request`, rowHeader: true, cell: (line) => line.name },
    { id: "before", header: t`Now`, cell: (line) => line.before },
    { id: "after", header: t`With this option`, cell: (line) => line.after },
    { id: "change", header: t`Change`, cell: (line) => line.change },
  ];
  return (
    <Card title={t`Before and after`}>
      <Table caption={t`Before and after`} columns={columns} rows={lines} rowKey={(line) => line.key} />
      {data.extraCapacity.length > 0 && (
        <ul className={styles.bought}>
          {data.extraCapacity.map((one) => (
            <li key={`${one.team?.id} ${one.month}`}>
              {one.team ? (
                <Trans>
                  {one.team.name}, <MonthText value={one.month} />: <Days value={one.days} /> more for{" "}
                  <Money value={one.price} />
                </Trans>
              ) : (
                <Trans>
                  Budget, <MonthText value={one.month} />: <Money value={one.price} /> more
                </Trans>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Shift({ months }: { months: number }) {
  if (months === 0) return <Trans>as now</Trans>;
  return months > 0 ? (
    <Plural value={months} one="# month later" other="# months later" />
  ) : (
    <Plural value={-months} one="# month sooner" other="# months sooner" />
  );
}
