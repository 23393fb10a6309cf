import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { moneyText } from "#lib/format.ts";
import { Choices } from "#ui/Choices.tsx";
import { Waterfall } from "#ui/charts/Waterfall.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { ValueSteps_comparison$key } from "./__generated__/ValueSteps_comparison.graphql.ts";
import { STEPS } from "./figures.ts";
import styles from "./Scenarios.module.css";
import { ENDS, stepsOf } from "./steps.ts";
import { useColumnName } from "./useColumnName.ts";
import type { ValueShown } from "./views.ts";

export interface ValueStepsProps {
  comparison: ValueSteps_comparison$key;
  value: ValueShown;
  onValue: (value: ValueShown) => void;
}

/** From the first plan's value to each other one's, by what becomes of the requests. */
export function ValueSteps({ comparison, value, onValue }: ValueStepsProps) {
  const { t, i18n } = useLingui();
  const nameOf = useColumnName();
  const locale = useLocale();
  const { waterfalls } = useFragment(
    graphql`
      fragment ValueSteps_comparison on ScenarioComparison {
        waterfalls {
          column {
            key
            name
          }
          steps {
            kind
            requests
            promisedValue {
              amount
              currency
            }
            calibratedValue {
              amount
              currency
            }
          }
        }
      }
    `,
    comparison,
  );
  const currency = waterfalls[0]?.steps[0]?.promisedValue.currency;
  if (!currency) return null;
  const figure = (amount: number, isChange: boolean) =>
    `${isChange && amount > 0 ? "+" : ""}${moneyText({ amount: String(amount), currency }, locale)}`;
  return (
    <Card title={t`Where the difference in value comes from`}>
      <Choices<ValueShown>
        label={t`Value`}
        options={[
          { id: "promised", label: t`as promised` },
          { id: "calibrated", label: t`as such promises came true` },
        ]}
        value={value}
        onChange={onValue}
      />
      <div className={styles.waterfalls}>
        {waterfalls.map(({ column, steps }) => {
          const drawn = stepsOf(steps, value, ({ kind, requests }) => {
            const name = i18n._(STEPS[kind]);
            return requests === 0 || kind === "FIRST" || kind === "TOTAL" ? name : `${name} (${requests})`;
          });
          const moved = steps
            .filter(({ kind }) => !ENDS.has(kind))
            .reduce((sum, { requests }) => sum + requests, 0);
          const hasRound = steps.some(({ kind }) => kind === "ROUND");
          return (
            <section key={column.key} className={styles.lines} aria-label={nameOf(column)}>
              <h3>{nameOf(column)}</h3>
              <p className={styles.faint}>
                {hasRound && (
                  <>
                    <Trans>
                      The scenario is planned by a planning round, which by itself changes the plan: that is a
                      step of its own.
                    </Trans>{" "}
                  </>
                )}
                {hasRound && moved === 0 ? (
                  <Trans>The change on top gives no request another value.</Trans>
                ) : hasRound ? (
                  <Plural
                    value={moved}
                    one="The change on top gives # request another value."
                    other="The change on top gives # requests another value."
                  />
                ) : moved === 0 ? (
                  <Trans>No request brings another value than in the first plan.</Trans>
                ) : (
                  <Plural
                    value={moved}
                    one="# request brings another value than in the first plan."
                    other="# requests bring another value than in the first plan."
                  />
                )}
              </p>
              <Waterfall
                caption={t`From the first plan's value to that of ${nameOf(column)}`}
                of={t`Step`}
                steps={drawn}
                figure={figure}
              />
            </section>
          );
        })}
      </div>
    </Card>
  );
}
