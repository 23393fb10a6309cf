import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { moneyText, numberText } from "#lib/format.ts";
import { Days, Money, useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  ForWhom_comparison$data,
  ForWhom_comparison$key,
} from "./__generated__/ForWhom_comparison.graphql.ts";
import styles from "./Scenarios.module.css";
import { SameBadge } from "./Totals.tsx";
import { useColumnName } from "./useColumnName.ts";
import { readsSame } from "./views.ts";

type Line = ForWhom_comparison$data["units"][number];

/** What each unit gets in each plan, and in a sentence what changes for it. */
export function ForWhom({ comparison }: { comparison: ForWhom_comparison$key }) {
  const { t } = useLingui();
  const nameOf = useColumnName();
  const locale = useLocale();
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
          roundAlone {
            text
            effects {
              text
              unit {
                id
              }
            }
          }
          change {
            text
            effects {
              text
              unit {
                id
              }
            }
          }
        }
        units {
          unit {
            id
            name
          }
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
    {
      id: "same",
      header: t`Difference`,
      cell: ({ cells }) => (
        <SameBadge
          isSame={readsSame(cells, ({ requests, days, promisedValue }) => [
            requests,
            numberText(days, locale),
            moneyText(promisedValue, locale, true),
          ])}
        />
      ),
    },
  ];
  return (
    <Card title={t`What changes for whom`}>
      {others.map(({ effects, roundAlone, change, ...column }) => (
        <section key={column.key} className={styles.lines} aria-label={nameOf(column)}>
          {others.length > 1 && <h3>{nameOf(column)}</h3>}
          {roundAlone && change ? (
            <>
              <p>
                <strong>
                  <Trans>A planning round held today, without the change</Trans>
                </strong>
              </p>
              <Effects effects={roundAlone.effects} />
              <p>
                <strong>
                  <Trans>The change on top</Trans>
                </strong>
              </p>
              <Effects effects={change.effects} />
            </>
          ) : (
            <Effects effects={effects} />
          )}
        </section>
      ))}
      <Table caption={t`Units in each plan`} columns={shown} rows={units} rowKey={({ unit }) => unit.id} />
    </Card>
  );
}

type Effect = ForWhom_comparison$data["columns"][number]["effects"][number];

/** What changes for each unit, a sentence for each. */
function Effects({ effects }: { effects: readonly Effect[] }) {
  if (effects.length === 0)
    return (
      <p className={styles.soft}>
        <Trans>Nothing changes for any unit.</Trans>
      </p>
    );
  return (
    <ul className={styles.sentences}>
      {effects.map((effect) => (
        <li key={effect.unit.id}>{effect.text}</li>
      ))}
    </ul>
  );
}
