import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useLazyLoadQuery } from "react-relay";
import { EmptyState } from "#ui/EmptyState.tsx";
import { DateText, Num } from "#ui/Money.tsx";
import { Table } from "#ui/Table.tsx";
import type { ImportsQuery } from "./__generated__/ImportsQuery.graphql.ts";
import styles from "./Organisation.module.css";

/** What was brought in from elsewhere, by whom, and what became of each row. */
export function Imports() {
  const { t } = useLingui();
  const { imports } = useLazyLoadQuery<ImportsQuery>(
    graphql`
      query ImportsQuery {
        imports(first: 50) {
          id
          kind
          fileName
          source
          at
          rows
          created
          changed
          unchanged
          gone
          by { id name }
        }
      }
    `,
    {},
    { fetchPolicy: "store-and-network" },
  );
  if (imports.length === 0)
    return (
      <EmptyState icon="requests" title={t`Nothing has been imported`}>
        <Trans>
          A list of requests, capacity or people is brought in with “python -m api import”. Its report stands
          here.
        </Trans>
      </EmptyState>
    );
  return (
    <Table
      caption={t`Imports`}
      rows={imports}
      rowKey={(batch) => batch.id}
      columns={[
        {
          id: "file",
          header: t`File`,
          rowHeader: true,
          cell: (batch) => (
            <>
              {batch.fileName}
              <p className={styles.meta}>
                {batch.kind} · {batch.source}
              </p>
            </>
          ),
        },
        {
          id: "at",
          header: t`When`,
          cell: (batch) => (
            <>
              <DateText value={batch.at} time />
              <p className={styles.meta}>{batch.by?.name}</p>
            </>
          ),
        },
        { id: "rows", header: t`Rows`, align: "end", cell: (batch) => <Num value={batch.rows} /> },
        { id: "created", header: t`New`, align: "end", cell: (batch) => <Num value={batch.created} /> },
        { id: "changed", header: t`Changed`, align: "end", cell: (batch) => <Num value={batch.changed} /> },
        {
          id: "unchanged",
          header: t`Unchanged`,
          align: "end",
          cell: (batch) => <Num value={batch.unchanged} />,
        },
        { id: "gone", header: t`Gone`, align: "end", cell: (batch) => <Num value={batch.gone} /> },
      ]}
    />
  );
}
