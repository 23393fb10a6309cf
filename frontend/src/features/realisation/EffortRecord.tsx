import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Days, Num, Percent } from "#ui/Money.tsx";
import { Note } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { EffortRecordQuery, EffortRecordQuery$data } from "./__generated__/EffortRecordQuery.graphql.ts";
import styles from "./Reviews.module.css";
import { TakenForEstimated } from "./TakenForEstimated.tsx";

export type RecordBy = "TEAM" | "UNIT" | "CATEGORY" | "ROUTE";
type Effort = EffortRecordQuery$data["effortRecord"][number];
type Dates = EffortRecordQuery$data["dateRecord"][number];

/** What estimates and promised months came out at; the next estimate and the next date are read with it. */
export function EffortRecord({ by, onBy }: { by: RecordBy; onBy: (by: RecordBy) => void }) {
  const { t } = useLingui();
  const data = useLazyLoadQuery<EffortRecordQuery>(
    graphql`
      query EffortRecordQuery($by: RecordBy!) {
        effortRecord(by: $by) {
          id
          label
          sample
          tooFew
          estimatedDays
          actualDays
          ratio
          median
          factor
          low
          high
          text
        }
        dateRecord(by: $by) {
          id
          label
          sample
          tooFew
          onTime
          onTimeShare
          p50SlipMonths
          p85SlipMonths
          text
        }
        dateBuffer {
          months
          text
        }
      }
    `,
    { by },
    { fetchPolicy: "store-and-network" },
  );
  const names: Record<RecordBy, string> = {
    TEAM: t`Team`,
    UNIT: t`Unit`,
    CATEGORY: t`Category`,
    ROUTE: t`Route`,
  };
  const tooFew = (text: string) => (
    <WhyPopover title={t`Why no figure?`} text={text}>
      <Badge mark="hollow">
        <Trans>too few</Trans>
      </Badge>
    </WhyPopover>
  );
  const efforts: Column<Effort>[] = [
    { id: "label", header: names[by], rowHeader: true, cell: (row) => row.label },
    { id: "sample", header: t`Finished`, align: "end", cell: (row) => <Num value={row.sample} /> },
    {
      id: "estimated",
      header: t`Estimated`,
      align: "end",
      cell: (row) => <Days value={row.estimatedDays} />,
    },
    { id: "actual", header: t`Taken`, align: "end", cell: (row) => <Days value={row.actualDays} /> },
    {
      id: "ratio",
      header: t`Of all days`,
      align: "end",
      cell: (row) =>
        row.tooFew || row.ratio == null ? (
          tooFew(row.text)
        ) : (
          <WhyPopover title={t`Why this figure?`} text={row.text}>
            <Percent value={row.ratio} />
          </WhyPopover>
        ),
    },
    {
      id: "median",
      header: t`The middle one`,
      align: "end",
      cell: (row) => (row.median == null ? "–" : <Percent value={row.median} />),
    },
    {
      id: "factor",
      header: t`Planned at`,
      align: "end",
      cell: (row) => (
        <WhyPopover
          title={t`Why this factor?`}
          text={row.text}
          facts={
            row.low != null && row.high != null
              ? [
                  t`Eight of ten came out between ${Math.round(row.low * 100)} % and ${Math.round(row.high * 100)} %.`,
                ]
              : []
          }
        >
          <Percent value={row.factor} />
        </WhyPopover>
      ),
    },
  ];
  const months = (count: number | null | undefined) =>
    count == null ? (
      "–"
    ) : count <= 0 ? (
      t`in time`
    ) : (
      <Plural value={count} one="# month late" other="# months late" />
    );
  const dates: Column<Dates>[] = [
    { id: "label", header: names[by], rowHeader: true, cell: (row) => row.label },
    { id: "sample", header: t`Delivered`, align: "end", cell: (row) => <Num value={row.sample} /> },
    {
      id: "time",
      header: t`In the month first promised`,
      align: "end",
      cell: (row) =>
        row.tooFew ? (
          tooFew(row.text)
        ) : (
          <WhyPopover title={t`Why this figure?`} text={row.text}>
            {row.onTimeShare == null ? (
              t`${row.onTime} of ${row.sample}`
            ) : (
              <Percent value={row.onTimeShare} />
            )}
          </WhyPopover>
        ),
    },
    { id: "p50", header: t`Half of them at most`, align: "end", cell: (row) => months(row.p50SlipMonths) },
    { id: "p85", header: t`85 of 100 at most`, align: "end", cell: (row) => months(row.p85SlipMonths) },
  ];
  return (
    <div className={styles.stack}>
      <div className={styles.by}>
        <Select
          label={t`By`}
          value={by}
          onChange={onBy}
          options={(Object.keys(names) as RecordBy[]).map((id) => ({ id, label: names[id] }))}
        />
      </div>
      <h2>
        <Trans>Days taken for the days estimated</Trans>
      </h2>
      {data.effortRecord.length === 0 ? (
        <EmptyState icon="clock" title={t`No finished work yet`}>
          <Trans>
            The record begins when work that was estimated is delivered with the days that it took.
          </Trans>
        </EmptyState>
      ) : (
        <TakenForEstimated
          rows={data.effortRecord}
          table={
            <Table
              caption={t`Days taken for the days estimated`}
              columns={efforts}
              rows={data.effortRecord}
              rowKey={(row) => row.id}
            />
          }
        />
      )}
      <h2>
        <Trans>Months delivered beside months promised</Trans>
      </h2>
      {data.dateRecord.length === 0 ? (
        <EmptyState icon="calendar" title={t`Nothing was delivered yet`}>
          <Trans>The record begins with the first delivery of a committed request.</Trans>
        </EmptyState>
      ) : (
        <Table
          caption={t`Months delivered beside months promised`}
          columns={dates}
          rows={data.dateRecord}
          rowKey={(row) => row.id}
        />
      )}
      <Note>{data.dateBuffer.text}</Note>
      <Note>
        <Trans>
          The middle piece of work often comes out as estimated while a few large ones take far more;
          therefore both figures stand here. Rows stand by name: the record is read to plan better, not to
          compare people.
        </Trans>
      </Note>
    </div>
  );
}
