import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Days, Money } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  ForWhom_comparison$data,
  ForWhom_comparison$key,
} from "./__generated__/ForWhom_comparison.graphql.ts";
import styles from "./Scenarios.module.css";
import { SameBadge } from "./Totals.tsx";
import { useColumnName } from "./useColumnName.ts";

type Line = ForWhom_comparison$data["units"][number];

/** What each unit gets in each plan, and in a sentence what changes for it. */
export function ForWhom({ comparison }: { comparison: ForWhom_comparison$key }) {
  const { t } = useLingui();
  const nameOf = useColumnName();
  const { columns, units } = useFragment(
    graphql`
      fragment ForWhom_comparison on ScenarioComparison {
        columns {
          key
          name
          effects {
            text
            unit {
              id
            }
          }
        }
        units {
          unit {
            id
            name
          }
          same
          cells {
            requests
            days
            promisedValue {
              amount
              currency
            }
          }
        }
      }
    `,
    comparison,
  );
  const [, ...others] = columns;
  const shown: Column<Line>[] = [
    { id: "unit", header: t`Unit`, rowHeader: true, cell: ({ unit }) => unit.name },
    ...columns.map<Column<Line>>((column, at) => ({
      id: column.key,
      header: nameOf(column),
      cell: ({ cells }) => {
        const cell = cells[at];
        if (!cell) return null;
        return (
          <span className={styles.lines}>
            <Money value={cell.promisedValue} short />
            <small className={styles.faint}>
              <Plural value={cell.requests} one="# request" other="# requests" />, <Days value={cell.days} />
            </small>
          </span>
        );
      },
    })),
    { id: "same", header: t`Difference`, cell: ({ same }) => <SameBadge isSame={same} /> },
  ];
  return (
    <Card title={t`What changes for whom`}>
      {others.map(({ effects, ...column }) => (
        <section key={column.key} className={styles.lines} aria-label={nameOf(column)}>
          {others.length > 1 && <h3>{nameOf(column)}</h3>}
          {effects.length === 0 ? (
            <p className={styles.soft}>
              <Trans>Nothing changes for any unit.</Trans>
            </p>
          ) : (
            <ul className={styles.sentences}>
              {effects.map((effect) => (
                <li key={effect.unit.id}>{effect.text}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <Table caption={t`Units in each plan`} columns={shown} rows={units} rowKey={({ unit }) => unit.id} />
    </Card>
  );
}
