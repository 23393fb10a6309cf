import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Money, Num, Percent } from "#ui/Money.tsx";
import { Note } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { TrackRecordQuery, TrackRecordQuery$data } from "./__generated__/TrackRecordQuery.graphql.ts";
import { KeptPromises } from "./KeptPromises.tsx";
import styles from "./Reviews.module.css";

export type By = "UNIT" | "CATEGORY" | "ROUTE" | "OWNER";
type Row = TrackRecordQuery$data["trackRecord"][number];

/** What promises have come true at, always with how many results the figure rests on. */
export function TrackRecord({ by, onBy }: { by: By; onBy: (by: By) => void }) {
  const { t } = useLingui();
  const { trackRecord: rows } = useLazyLoadQuery<TrackRecordQuery>(
    graphql`
      query TrackRecordQuery($by: TrackRecordBy!) {
        trackRecord(by: $by) {
          id
          label
          sample
          inRange
          factor
          low
          high
          measuredShare
          ratio
          tooFew
          text
          promised { amount currency }
          realised { amount currency }
        }
      }
    `,
    { by },
    { fetchPolicy: "store-and-network" },
  );
  const names: Record<By, string> = {
    UNIT: t`Unit`,
    CATEGORY: t`Category`,
    ROUTE: t`Route`,
    OWNER: t`Owner`,
  };
  const columns: Column<Row>[] = [
    { id: "label", header: names[by], rowHeader: true, cell: (row) => row.label },
    { id: "sample", header: t`Results`, align: "end", cell: (row) => <Num value={row.sample} /> },
    {
      id: "promised",
      header: t`Promised`,
      align: "end",
      cell: (row) => <Money value={row.promised} short />,
    },
    {
      id: "realised",
      header: t`Realised`,
      align: "end",
      cell: (row) =>
        row.sample > 0 ? (
          <Money value={row.realised} short />
        ) : (
          <span className={styles.unmeasured}>
            <Trans>not measured</Trans>
          </span>
        ),
    },
    {
      id: "measured",
      header: t`Measured`,
      align: "end",
      cell: (row) => <Percent value={row.measuredShare} />,
    },
    {
      id: "range",
      header: t`Within the promised range`,
      align: "end",
      cell: (row) =>
        row.sample > 0 ? (
          <Trans>
            {row.inRange} of {row.sample}
          </Trans>
        ) : (
          "–"
        ),
    },
    {
      id: "ratio",
      header: t`Promises come true at`,
      align: "end",
      cell: (row) =>
        row.tooFew || row.ratio === null || row.ratio === undefined ? (
          <WhyPopover title={t`Why no figure?`} text={row.text}>
            <Badge mark="hollow">
              <Trans>too few</Trans>
            </Badge>
          </WhyPopover>
        ) : (
          <WhyPopover title={t`Why this figure?`} text={row.text}>
            <Percent value={row.ratio} />
          </WhyPopover>
        ),
    },
  ];
  return (
    <div className={styles.stack}>
      <div className={styles.by}>
        <Select
          label={t`By`}
          value={by}
          onChange={onBy}
          options={(Object.keys(names) as By[]).map((id) => ({ id, label: names[id] }))}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon="review" title={t`No results yet`}>
          <Trans>The record begins with the first closed value review.</Trans>
        </EmptyState>
      ) : (
        <KeptPromises
          rows={rows}
          table={<Table caption={t`Track record`} columns={columns} rows={rows} rowKey={(row) => row.id} />}
        />
      )}
      <Note>
        <Trans>
          The record prices the next promise, so that nobody gains by promising more. It is read to learn, not
          to compare people; with too few results it says so.
        </Trans>
      </Note>
    </div>
  );
}
