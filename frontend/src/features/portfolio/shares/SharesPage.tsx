import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { Days, MonthSpan, Num, Percent } from "#ui/Money.tsx";
import { Card, Note, Page, Stack } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { SharesPageQuery, SharesPageQuery$data } from "./__generated__/SharesPageQuery.graphql.ts";
import { FundingPot } from "./FundingPot.tsx";
import styles from "./Shares.module.css";

type Row = SharesPageQuery$data["entitlementRecord"]["units"][number];

/** What each unit was entitled to beside what it got, and what a one-off pot would buy by the same shares. */
export default function SharesPage(): ReactNode {
  const { t } = useLingui();
  const { entitlementRecord: record } = useLazyLoadQuery<SharesPageQuery>(
    graphql`
      query SharesPageQuery {
        entitlementRecord(months: 12) {
          from
          to
          evenness
          text
          units {
            id
            share
            monthsWaiting
            entitledDays
            deliveredDays
            ratio
            creditDays
            text
            unit { id code name }
            alarms {
              kind
              text
              request { id key }
            }
          }
        }
      }
    `,
    {},
    { fetchPolicy: "store-and-network" },
  );
  const columns: Column<Row>[] = [
    {
      id: "unit",
      header: t`Unit`,
      rowHeader: true,
      cell: (row) => (
        <Link to="/ranking" search={{ unit: row.unit.code }}>
          {row.unit.name}
        </Link>
      ),
    },
    { id: "share", header: t`Share`, align: "end", cell: (row) => <Percent value={row.share} /> },
    {
      id: "waiting",
      header: t`Months waiting`,
      align: "end",
      cell: (row) => <Num value={row.monthsWaiting} />,
    },
    { id: "entitled", header: t`Entitled`, align: "end", cell: (row) => <Days value={row.entitledDays} /> },
    {
      id: "delivered",
      header: t`Delivered`,
      align: "end",
      cell: (row) => <Days value={row.deliveredDays} />,
    },
    {
      id: "ratio",
      header: t`Of its share`,
      align: "end",
      cell: (row) => (
        <WhyPopover title={t`Why this figure?`} text={row.text}>
          {row.ratio == null ? "–" : <Percent value={row.ratio} />}
        </WhyPopover>
      ),
    },
    {
      id: "credit",
      header: t`Days of priority`,
      align: "end",
      cell: (row) => <Days value={row.creditDays} />,
    },
    {
      id: "alarms",
      header: t`To look at`,
      cell: (row) =>
        row.alarms.length === 0 ? (
          "–"
        ) : (
          <WhyPopover
            title={t`What should be looked at in ${row.unit.name}?`}
            facts={row.alarms.map(({ text }) => text)}
          >
            <Badge tone="warn">{t`${row.alarms.length} to look at`}</Badge>
          </WhyPopover>
        ),
    },
  ];
  return (
    <Page
      title={t`Fair shares`}
      lead={
        <Trans>
          Every unit's part of the portfolio by the board's policy, and what was delivered to it. Who got less
          while its work waited gathers days of priority.
        </Trans>
      }
    >
      <Stack>
        <Card
          title={t`Entitled and delivered`}
          aside={
            record.from && record.to ? (
              <span className={styles.faint}>
                <MonthSpan from={record.from} to={record.to} />
              </span>
            ) : undefined
          }
        >
          <Note>{record.text}</Note>
          <Table
            caption={t`Entitled and delivered by unit`}
            columns={columns}
            rows={record.units}
            rowKey={(row) => row.id}
          />
        </Card>
        <FundingPot />
      </Stack>
    </Page>
  );
}
