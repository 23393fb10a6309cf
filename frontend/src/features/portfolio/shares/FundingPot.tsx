import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { numberText } from "#lib/format.ts";
import { decimalText, numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Money, Percent, useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import { TextField } from "#ui/TextField.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { FundingPotQuery, FundingPotQuery$data } from "./__generated__/FundingPotQuery.graphql.ts";
import styles from "./Shares.module.css";

const route = getRouteApi("/shell/shares");

/** A calculation: what one-off money would buy if every unit spent its part on what it claims most value from. */
export function FundingPot() {
  const { t } = useLingui();
  const locale = useLocale();
  const { currency } = useViewer();
  const { pot } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(pot ? numberText(Number(pot), locale) : "");
  const [error, setError] = useState<string | null>(null);
  return (
    <Card title={t`A one-off pot`}>
      <p>
        <Trans>
          Say an amount: it is divided by the units' shares, and each unit's part goes to the requests from
          which it claims most value for the money. Nothing is decided here.
        </Trans>
      </p>
      <form
        className={styles.pot}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const amount = numberTyped(typed, locale);
          setError(amount === null || amount <= 0 ? t`Give an amount above 0.` : null);
          if (amount !== null && amount > 0)
            void navigate({ search: { pot: decimalText(amount) }, replace: true });
        }}
      >
        <TextField
          label={t`Amount`}
          inputMode="decimal"
          after={currency}
          value={typed}
          onChange={setTyped}
          error={error}
        />
        <Button type="submit">
          <Trans>Calculate</Trans>
        </Button>
      </form>
      {pot && (
        <Suspense fallback={<Skeleton kind="rows" />}>
          <Bought pot={pot} />
        </Suspense>
      )}
    </Card>
  );
}

type Purchase = FundingPotQuery$data["equalShares"]["bought"][number];
type Share = FundingPotQuery$data["equalShares"]["shares"][number];

function Bought({ pot }: { pot: string }) {
  const { t } = useLingui();
  const { equalShares: outcome } = useLazyLoadQuery<FundingPotQuery>(
    graphql`
      query FundingPotQuery($pot: Decimal!) {
        equalShares(pot: $pot) {
          text
          left { amount currency }
          bought {
            text
            cost { amount currency }
            request { id key title }
            payments {
              unit { id name }
              amount { amount currency }
            }
          }
          shares {
            share
            unit { id name }
            amount { amount currency }
            paid { amount currency }
            left { amount currency }
          }
        }
      }
    `,
    { pot },
  );
  const bought: Column<Purchase>[] = [
    {
      id: "request",
      header: t`Request`,
      rowHeader: true,
      cell: (one) => (
        <Link to="/requests/$key" params={{ key: one.request.key }}>
          {one.request.title}
        </Link>
      ),
    },
    {
      id: "cost",
      header: t`Cost`,
      align: "end",
      cell: (one) => (
        <WhyPopover title={t`Why is it bought?`} text={one.text}>
          <Money value={one.cost} />
        </WhyPopover>
      ),
    },
    {
      id: "paid",
      header: t`Paid by`,
      cell: (one) => (
        <span className={styles.payments}>
          {one.payments.map((payment) => (
            <span key={payment.unit.id}>
              {payment.unit.name}: <Money value={payment.amount} />
            </span>
          ))}
        </span>
      ),
    },
  ];
  const shares: Column<Share>[] = [
    { id: "unit", header: t`Unit`, rowHeader: true, cell: (one) => one.unit.name },
    { id: "share", header: t`Share`, align: "end", cell: (one) => <Percent value={one.share} /> },
    { id: "amount", header: t`Its part`, align: "end", cell: (one) => <Money value={one.amount} /> },
    { id: "paid", header: t`Spent`, align: "end", cell: (one) => <Money value={one.paid} /> },
    { id: "left", header: t`Left`, align: "end", cell: (one) => <Money value={one.left} /> },
  ];
  return (
    <>
      <p>{outcome.text}</p>
      {outcome.bought.length === 0 ? (
        <EmptyState icon="portfolio" title={t`The pot buys nothing`}>
          <Trans>
            No request that is ranked and priced is within reach of the units that claim value from it.
          </Trans>
        </EmptyState>
      ) : (
        <Table
          caption={t`What the pot buys`}
          columns={bought}
          rows={outcome.bought}
          rowKey={(one) => one.request.id}
        />
      )}
      <Table
        caption={t`Each unit's part of the pot`}
        hideCaption={false}
        columns={shares}
        rows={outcome.shares}
        rowKey={(one) => one.unit.id}
      />
    </>
  );
}
