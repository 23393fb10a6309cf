import { useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { Card } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  Totals_comparison$data,
  Totals_comparison$key,
} from "./__generated__/Totals_comparison.graphql.ts";
import { Figure } from "./Figure.tsx";
import { FIGURES } from "./figures.ts";
import { useColumnName } from "./useColumnName.ts";

type Total = Totals_comparison$data["totals"][number];

/** What each plan comes to, the rows that differ first. */
export function Totals({ comparison }: { comparison: Totals_comparison$key }) {
  const { t, i18n } = useLingui();
  const nameOf = useColumnName();
  const { columns, totals } = useFragment(
    graphql`
      fragment Totals_comparison on ScenarioComparison {
        columns {
          key
          name
        }
        totals {
          figure
          values
          same
        }
      }
    `,
    comparison,
  );
  const shown: Column<Total>[] = [
    { id: "figure", header: t`Total`, rowHeader: true, cell: ({ figure }) => i18n._(FIGURES[figure].label) },
    ...columns.map<Column<Total>>((column, at) => ({
      id: column.key,
      header: nameOf(column),
      align: "end",
      cell: ({ figure, values }) => <Figure figure={figure} value={Number(values[at])} />,
    })),
    { id: "same", header: t`Difference`, cell: (row) => <SameBadge isSame={row.same} /> },
  ];
  return (
    <Card title={t`Totals`}>
      <Table caption={t`Totals`} columns={shown} rows={totals} rowKey={({ figure }) => figure} />
    </Card>
  );
}

/** Says in a word whether all columns of a row agree. */
export function SameBadge({ isSame }: { isSame: boolean }) {
  const { t } = useLingui();
  return (
    <Badge tone={isSame ? "neutral" : "accent"} mark={isSame ? "hollow" : "dot"}>
      {isSame ? t`same` : t`differs`}
    </Badge>
  );
}
