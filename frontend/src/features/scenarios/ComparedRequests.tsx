import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, usePaginationFragment } from "react-relay";
import { Button } from "#ui/Button.tsx";
import { Checkbox } from "#ui/Choices.tsx";
import { MonthSpan } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  ComparedRequests_query$data,
  ComparedRequests_query$key,
} from "./__generated__/ComparedRequests_query.graphql.ts";
import type { ComparedRequestsNextQuery } from "./__generated__/ComparedRequestsNextQuery.graphql.ts";
import { MoveMark } from "./MoveMark.tsx";
import styles from "./Scenarios.module.css";
import { SameBadge } from "./Totals.tsx";
import { useColumnName } from "./useColumnName.ts";

type Line = ComparedRequests_query$data["compareScenarios"]["requests"]["edges"][number]["node"];

export interface ComparedRequestsProps {
  query: ComparedRequests_query$key;
  /** Those that are the same in all plans are listed too. */
  isAll: boolean;
  onAll: (isAll: boolean) => void;
}

/** Request by request: those that differ first, the same ones marked. */
export function ComparedRequests({ query, isAll, onAll }: ComparedRequestsProps) {
  const { t } = useLingui();
  const nameOf = useColumnName();
  const { data, loadNext, hasNext, isLoadingNext } = usePaginationFragment<
    ComparedRequestsNextQuery,
    ComparedRequests_query$key
  >(
    graphql`
      fragment ComparedRequests_query on Query
      @refetchable(queryName: "ComparedRequestsNextQuery")
      @argumentDefinitions(
        scenarios: { type: "[ID!]!" }
        withLive: { type: "Boolean!" }
        onlyDifferent: { type: "Boolean!" }
        count: { type: "Int", defaultValue: 50 }
        cursor: { type: "String" }
      ) {
        compareScenarios(scenarios: $scenarios, withLive: $withLive) {
          differentCount
          sameCount
          columns {
            key
            name
          }
          requests(first: $count, after: $cursor, onlyDifferent: $onlyDifferent)
            @connection(key: "ComparedRequests_requests", filters: ["onlyDifferent"]) {
            edges {
              node {
                key
                title
                same
                unit {
                  id
                  name
                }
                request {
                  id
                }
                cells {
                  place
                  startMonth
                  finishMonth
                  aboveCommitLine
                  move
                }
              }
            }
          }
        }
      }
    `,
    query,
  );
  const { columns, requests, differentCount, sameCount } = data.compareScenarios;
  const rows = requests.edges.map(({ node }) => node);
  const shown: Column<Line>[] = [
    {
      id: "request",
      header: t`Request`,
      rowHeader: true,
      cell: ({ request, key, title, unit }) => (
        <span className={styles.lines}>
          {request ? (
            <Link to="/requests/$key" params={{ key }}>
              {key} {title}
            </Link>
          ) : (
            <span>
              {key} {title}
            </span>
          )}
          <small className={styles.faint}>
            {request ? unit.name : <Trans>{unit.name}, only in this scenario</Trans>}
          </small>
        </span>
      ),
    },
    ...columns.map<Column<Line>>((column, at) => ({
      id: column.key,
      header: nameOf(column),
      cell: ({ cells }) => {
        const cell = cells[at];
        return cell ? <Cell cell={cell} isFirst={at === 0} /> : null;
      },
    })),
    { id: "same", header: t`Difference`, cell: ({ same }) => <SameBadge isSame={same} /> },
  ];
  return (
    <Card title={t`Request by request`}>
      <div className={styles.compareBar}>
        <p className={styles.soft}>
          <Plural
            value={differentCount}
            _0="No request has other months"
            one="# request has other months"
            other="# requests have other months"
          />
          {", "}
          <Plural value={sameCount} one="# has the same." other="# have the same." />
        </p>
        <Checkbox isSelected={isAll} onChange={onAll}>
          <Trans>List the same ones too</Trans>
        </Checkbox>
      </div>
      {rows.length > 0 && (
        <Table
          caption={t`Requests in each plan`}
          columns={shown}
          rows={rows}
          rowKey={({ key, request }) => request?.id ?? `${key}`}
        />
      )}
      {hasNext && (
        <div>
          <Button isPending={isLoadingNext} onPress={() => loadNext(50)}>
            <Trans>Show more requests</Trans>
          </Button>
        </div>
      )}
    </Card>
  );
}

function Cell({ cell, isFirst }: { cell: Line["cells"][number]; isFirst: boolean }) {
  return (
    <span className={styles.lines}>
      {cell.startMonth ? (
        <span className={styles.nowrap}>
          <MonthSpan from={cell.startMonth} to={cell.finishMonth} />
        </span>
      ) : (
        <span className={styles.faint}>
          <Trans>not in the plan</Trans>
        </span>
      )}
      <span className={styles.marks}>
        {!isFirst && cell.move !== "SAME" && <MoveMark move={cell.move} />}
        {cell.place !== null && cell.place !== undefined && (
          <small className={styles.faint}>
            {cell.place === 0 ? (
              <Trans>holds its months</Trans>
            ) : cell.aboveCommitLine ? (
              <Trans>place {cell.place}, above the line</Trans>
            ) : (
              <Trans>place {cell.place}, below the line</Trans>
            )}
          </small>
        )}
      </span>
    </span>
  );
}
