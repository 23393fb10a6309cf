import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useFragment } from "react-relay";
import { MonthText } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Table } from "#ui/Table.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { OrderDebts_plan$data, OrderDebts_plan$key } from "./__generated__/OrderDebts_plan.graphql.ts";
import styles from "./Plan.module.css";

/** Who waits behind lower ranked work that was there first: what stable months cost the order, and the way out. */
export function OrderDebts({ plan }: { plan: OrderDebts_plan$key }) {
  const { t } = useLingui();
  const { round, orderDebts } = useFragment(
    graphql`
      fragment OrderDebts_plan on Plan {
        round {
          id
        }
        orderDebts {
          id
          start
          possible
          text
          wayOut
          request {
            id
            key
            title
          }
          behind {
            id
            key
            title
          }
        }
      }
    `,
    plan,
  );
  if (!round) return null;
  const waysOut = [...new Set(orderDebts.map(({ wayOut }) => wayOut))];
  return (
    <Card title={t`Waiting behind lower ranked requests`} id="debts">
      <p className={styles.soft}>
        <Trans>What it costs the order that months stay put. A planning round clears it.</Trans>
      </p>
      {orderDebts.length === 0 ? (
        <p>
          <Trans>Nobody waits behind a lower ranked request.</Trans>
        </p>
      ) : (
        <>
          {waysOut.map((sentence) => (
            <p key={sentence} className={styles.wayOut}>
              <Trans>Way out: {sentence}</Trans>
            </p>
          ))}
          <Table
            caption={t`Waiting behind lower ranked requests`}
            rows={orderDebts}
            rowKey={({ id }) => id}
            first={8}
            columns={[
              {
                id: "request",
                header: t`Request`,
                rowHeader: true,
                cell: ({ request }) => (
                  <Link to="/requests/$key" params={{ key: request.key }}>
                    {request.key} {request.title}
                  </Link>
                ),
              },
              {
                id: "start",
                header: t`Starts`,
                cell: ({ start }) =>
                  start ? (
                    <MonthText value={start} />
                  ) : (
                    <span className={styles.faint}>
                      <Trans>not in the plan</Trans>
                    </span>
                  ),
              },
              {
                id: "possible",
                header: t`Could start by its place`,
                cell: ({ possible }) => <MonthText value={possible} />,
              },
              {
                id: "behind",
                header: t`In its place`,
                cell: ({ behind }) => <Behind requests={behind} />,
              },
              {
                id: "why",
                header: t`Why`,
                cell: ({ request, text, wayOut }) => (
                  <WhyPopover title={t`Why does ${request.key} wait?`} text={text} wouldHelp={wayOut} />
                ),
              },
            ]}
          />
        </>
      )}
    </Card>
  );
}

/** More are counted: their names stand in the sentence that says why. */
const MOST_NAMED = 4;

function Behind({ requests }: { requests: OrderDebts_plan$data["orderDebts"][number]["behind"] }) {
  const more = requests.length - MOST_NAMED;
  return (
    <span>
      {requests.slice(0, MOST_NAMED).map(({ id, key, title }, at) => (
        <span key={id}>
          {at > 0 && ", "}
          <Link to="/requests/$key" params={{ key }} title={title}>
            {key}
          </Link>
        </span>
      ))}
      {more > 0 && (
        <>
          {" "}
          <Plural value={more} one="and # more" other="and # more" />
        </>
      )}
    </span>
  );
}
