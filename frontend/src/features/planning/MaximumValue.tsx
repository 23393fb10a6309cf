import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { Money, MonthText, Since } from "#ui/Money.tsx";
import { Card, Facts, Note } from "#ui/Page.tsx";
import { Table } from "#ui/Table.tsx";
import type { MaximumValue_plan$key } from "./__generated__/MaximumValue_plan.graphql.ts";
import { CalculationControl, type CalculationControlProps } from "./CalculationControl.tsx";
import { Change } from "./Change.tsx";
import styles from "./Plan.module.css";
import { worthOf } from "./worth.ts";

export interface MaximumValueProps {
  plan: MaximumValue_plan$key;
  calculation: CalculationControlProps["calculation"];
  onStarted: () => void;
}

/** The plan of most value beside the plan in the owners' order: what the order costs, as information and not as a reproach. */
export function MaximumValue({ plan, calculation, onStarted }: MaximumValueProps) {
  const { t } = useLingui();
  const { maximumValue: found, marginalWorth } = useFragment(
    graphql`
      fragment MaximumValue_plan on Plan {
        marginalWorth {
          team {
            id
            name
          }
          month
          perPersonDay {
            amount
            currency
          }
        }
        maximumValue {
          id
          value {
            amount
            currency
          }
          orderValue {
            amount
            currency
          }
          proved
          text
          priceOfOrder
          priceText
          perTeamMonth {
            team {
              id
              name
            }
            atLeast {
              amount
              currency
            }
            about {
              amount
              currency
            }
            perPersonMonth {
              amount
              currency
            }
          }
          differing
          differences {
            key
            request {
              id
              key
              title
            }
            byOrder
            byValue
            difference {
              amount
              currency
            }
          }
          madeAt
        }
      }
    `,
    plan,
  );
  const worth = worthOf(marginalWorth, found?.perTeamMonth ?? []);
  const none = (
    <span className={styles.faint}>
      <Trans>not in it</Trans>
    </span>
  );
  return (
    <Card title={t`Beside it: the plan of most value`}>
      <p className={styles.soft}>
        <Trans>
          The plan follows the owners' order. This is what a plan would bring that looked at value alone. It
          is information and changes nothing.
        </Trans>
      </p>
      <CalculationControl
        kind="MAXIMUM_VALUE"
        calculation={calculation}
        hasResult={Boolean(found)}
        action={t`Calculate the plan of most value`}
        onStarted={onStarted}
      />
      {found && (
        <>
          <Facts
            facts={[
              [t`In the owners' order`, <Money key="order" value={found.orderValue} />],
              [t`By value alone`, <Money key="value" value={found.value} />],
              [
                t`Proof`,
                <Badge
                  key="proved"
                  tone={found.proved ? "good" : "info"}
                  mark={found.proved ? "dot" : "hollow"}
                >
                  {found.proved ? <Trans>proved</Trans> : <Trans>not proved</Trans>}
                </Badge>,
              ],
              [t`Calculated`, <Since key="made" value={found.madeAt} />],
            ]}
          />
          <p>{found.text}</p>
          <Note icon="why">{found.priceText}</Note>
          {found.differences.length > 0 && (
            <details className={styles.details}>
              <summary>
                <Plural
                  value={found.differing}
                  one="# request that the two plans treat differently"
                  other="# requests that the two plans treat differently"
                />
              </summary>
              <Table
                caption={t`Requests that the two plans treat differently`}
                rows={found.differences}
                rowKey={({ key }) => key}
                columns={[
                  {
                    id: "request",
                    header: t`Request`,
                    rowHeader: true,
                    cell: ({ key, request }) =>
                      request ? (
                        <Link to="/requests/$key" params={{ key }}>
                          {key} {request.title}
                        </Link>
                      ) : (
                        key
                      ),
                  },
                  {
                    id: "order",
                    header: t`Starts, in the owners' order`,
                    cell: ({ byOrder }) => (byOrder ? <MonthText value={byOrder} /> : none),
                  },
                  {
                    id: "value",
                    header: t`Starts, by value alone`,
                    cell: ({ byValue }) => (byValue ? <MonthText value={byValue} /> : none),
                  },
                  {
                    id: "difference",
                    header: t`Difference in value`,
                    align: "end",
                    cell: ({ difference }) => <Change value={difference} />,
                  },
                ]}
              />
            </details>
          )}
        </>
      )}
      {worth.length > 0 && (
        <details className={styles.details}>
          <summary>
            <Trans>What more of each team would be worth</Trans>
          </summary>
          <Table
            caption={t`What more of each team would be worth`}
            rows={worth}
            rowKey={({ team }) => team.id}
            columns={[
              { id: "team", header: t`Team`, rowHeader: true, cell: ({ team }) => team.name },
              {
                id: "day",
                header: t`One more day, at least`,
                align: "end",
                cell: ({ best }) =>
                  best ? (
                    <Trans>
                      <Money value={best.perPersonDay} /> in <MonthText value={best.month} />
                    </Trans>
                  ) : (
                    <span className={styles.faint}>
                      <Trans>brings nothing forward</Trans>
                    </span>
                  ),
              },
              {
                id: "least",
                header: t`One more person all along, at least`,
                align: "end",
                cell: ({ person }) => <Money value={person?.atLeast} />,
              },
              {
                id: "most",
                header: t`at most, about`,
                align: "end",
                cell: ({ person }) => <Money value={person?.about} />,
              },
              {
                id: "month",
                header: t`that is for a person-month`,
                align: "end",
                cell: ({ person }) => <Money value={person?.perPersonMonth} />,
              },
            ]}
          />
        </details>
      )}
    </Card>
  );
}
