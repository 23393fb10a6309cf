import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, usePaginationFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { Button } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Money, Since } from "#ui/Money.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  RequestTable_requests$data,
  RequestTable_requests$key,
} from "./__generated__/RequestTable_requests.graphql.ts";
import type { RequestTableQuery } from "./__generated__/RequestTableQuery.graphql.ts";
import styles from "./Requests.module.css";
import type { RequestOrder } from "./states.ts";

type Row = RequestTable_requests$data["requests"]["edges"][number]["node"];

export interface RequestTableProps {
  query: RequestTable_requests$key;
  order: RequestOrder;
  onOrder: (order: RequestOrder) => void;
  onClear: () => void;
}

export function RequestTable({ query, order, onOrder, onClear }: RequestTableProps) {
  const { t } = useLingui();
  const { data, hasNext, loadNext, isLoadingNext } = usePaginationFragment<
    RequestTableQuery,
    RequestTable_requests$key
  >(
    graphql`
      fragment RequestTable_requests on Query
      @refetchable(queryName: "RequestTableQuery")
      @argumentDefinitions(
        filter: { type: "RequestFilter" }
        orderBy: { type: "RequestOrder", defaultValue: NEWEST }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        requests(filter: $filter, orderBy: $orderBy, first: $first, after: $after)
          @connection(key: "RequestTable_requests") {
          totalCount
          edges {
            node {
              id
              key
              title
              state
              stateSince
              updateMissed
              nextUpdateAt
              promisedValue {
                amount
                currency
              }
              unit {
                id
                name
              }
              rank {
                place
                of
              }
              place {
                id
                place
                aboveCommitLine
              }
              nextStep {
                text
                dueAt
                overdue
              }
            }
          }
        }
      }
    `,
    query,
  );
  const rows = data.requests.edges.map((edge) => edge.node);
  if (rows.length === 0) {
    return (
      <EmptyState
        icon="search"
        title={t`No request fits this view`}
        action={
          <Button onPress={onClear}>
            <Trans>Show all requests</Trans>
          </Button>
        }
      >
        <Trans>The filters above leave nothing over. Drafts of others are never shown.</Trans>
      </EmptyState>
    );
  }
  const columns: Column<Row, RequestOrder>[] = [
    {
      id: "title",
      header: t`Request`,
      rowHeader: true,
      sort: "TITLE",
      cell: (row) => (
        <span className={styles.title}>
          <Link to="/requests/$key" params={{ key: row.key }}>
            {row.title}
          </Link>
          <span className={styles.faint}>
            {row.key} · {row.unit.name}
          </span>
        </span>
      ),
    },
    { id: "state", header: t`State`, cell: (row) => <StateBadge state={row.state} /> },
    {
      id: "place",
      header: t`Portfolio place`,
      align: "end",
      sort: "PLACE",
      cell: (row) => row.place?.place ?? "–",
    },
    {
      id: "value",
      header: t`Promised value`,
      align: "end",
      sort: "VALUE",
      cell: (row) => <Money value={row.promisedValue} short />,
    },
    {
      id: "next",
      header: t`Next step`,
      sort: "NEXT_UPDATE",
      cell: (row) => (
        <span className={styles.title}>
          <span>{row.nextStep.text}</span>
          {row.updateMissed || row.nextStep.overdue ? (
            <span>
              <Badge tone="bad">
                {row.updateMissed ? <Trans>update missed</Trans> : <Trans>overdue</Trans>}
              </Badge>
            </span>
          ) : (
            row.nextStep.dueAt && (
              <span className={styles.faint}>
                <Since value={row.nextStep.dueAt} />
              </span>
            )
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <p className={styles.faint}>
        <Plural
          value={data.requests.totalCount}
          one="# request in this view"
          other="# requests in this view"
        />
      </p>
      <Table
        caption={t`Requests`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        sorted={{ by: order, descending: order === "VALUE" }}
        onSort={onOrder}
      />
      {hasNext && (
        <div className={styles.more}>
          <Button isPending={isLoadingNext} onPress={() => loadNext(50)}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </>
  );
}
