import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { numberText, percentText } from "#lib/format.ts";
import { MonthText, useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  ComparedLoads_comparison$data,
  ComparedLoads_comparison$key,
} from "./__generated__/ComparedLoads_comparison.graphql.ts";
import styles from "./Scenarios.module.css";
import { useColumnName } from "./useColumnName.ts";

type Line = ComparedLoads_comparison$data["loads"][number];

/** The months of teams whose days or load differ. */
export function ComparedLoads({ comparison }: { comparison: ComparedLoads_comparison$key }) {
  const { t } = useLingui();
  const nameOf = useColumnName();
  const locale = useLocale();
  const { columns, loads } = useFragment(
    graphql`
      fragment ComparedLoads_comparison on ScenarioComparison {
        columns {
          key
          name
        }
        loads {
          team {
            id
            name
          }
          month
          cells {
            net
            planned
            share
          }
        }
      }
    `,
    comparison,
  );
  const shown: Column<Line>[] = [
    {
      id: "team",
      header: t`Team and month`,
      rowHeader: true,
      cell: ({ team, month }) => (
        <>
          {team.name}, <MonthText value={month} />
        </>
      ),
    },
    ...columns.map<Column<Line>>((column, at) => ({
      id: column.key,
      header: nameOf(column),
      align: "end",
      cell: ({ cells }) => {
        const cell = cells[at];
        if (!cell) return null;
        return (
          <span className={styles.lines}>
            <span>{typeof cell.share === "number" ? percentText(cell.share, locale) : t`no days`}</span>
            <small className={styles.faint}>
              {t`${numberText(cell.planned, locale)} of ${numberText(cell.net, locale)} days`}
            </small>
          </span>
        );
      },
    })),
  ];
  return (
    <Card title={t`Load of the teams`}>
      {loads.length === 0 ? (
        <p className={styles.soft}>
          <Trans>No team has other days or another load.</Trans>
        </p>
      ) : (
        <details className={styles.details}>
          <summary>
            <Plural
              value={loads.length}
              one="# month of a team with other days or another load"
              other="# months of teams with other days or another load"
            />
          </summary>
          <Table
            caption={t`Load of the teams in each plan`}
            columns={shown}
            rows={loads}
            rowKey={({ team, month }) => `${team.id} ${month}`}
          />
        </details>
      )}
    </Card>
  );
}
