import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { numberText } from "#lib/format.ts";
import { Money, MoneyRange, useLocale } from "#ui/Money.tsx";
import { Card, Facts } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type {
  Benefits_request$data,
  Benefits_request$key,
} from "./__generated__/Benefits_request.graphql.ts";
import { BENEFIT_KINDS } from "./words.ts";

type Benefit = Benefits_request$data["benefits"][number];

/** The promised effects, and what such promises have come true at. */
export function Benefits({ request }: { request: Benefits_request$key }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const data = useFragment(
    graphql`
      fragment Benefits_request on Request {
        promisedValue {
          amount
          currency
        }
        calibratedValue {
          amount
          currency
        }
        calibration {
          text
          sample
          tooFew
        }
        benefits {
          id
          metric
          unitOfMeasure
          kind
          baseline
          target
          startsAfterMonths
          durationMonths
          moneyPerMonth {
            low {
              amount
              currency
            }
            likely {
              amount
              currency
            }
            high {
              amount
              currency
            }
          }
          realised {
            amount
            currency
          }
        }
      }
    `,
    request,
  );
  const figure = (decimal: string | null | undefined) =>
    decimal ? numberText(Number(decimal), locale, 4) : "–";
  const columns: Column<Benefit>[] = [
    { id: "metric", header: t`Benefit`, rowHeader: true, cell: (benefit) => benefit.metric },
    { id: "kind", header: t`Kind`, cell: (benefit) => i18n._(BENEFIT_KINDS[benefit.kind]) },
    {
      id: "target",
      header: t`From, to`,
      cell: (benefit) => `${figure(benefit.baseline)} → ${figure(benefit.target)} ${benefit.unitOfMeasure}`,
    },
    {
      id: "money",
      header: t`A month`,
      align: "end",
      cell: (benefit) => (benefit.moneyPerMonth ? <MoneyRange value={benefit.moneyPerMonth} short /> : "–"),
    },
    { id: "months", header: t`Months`, align: "end", cell: (benefit) => benefit.durationMonths },
    {
      id: "realised",
      header: t`Realised`,
      align: "end",
      cell: (benefit) => (benefit.realised ? <Money value={benefit.realised} short /> : t`not measured`),
    },
  ];
  const isInMoney = data.benefits.some((benefit) => benefit.moneyPerMonth);
  return (
    <Card title={t`Benefits`}>
      <Facts
        facts={[
          [
            t`Promised value`,
            isInMoney ? <Money key="promised" value={data.promisedValue} /> : t`not stated in money`,
          ],
          isInMoney && [
            t`Calibrated by the record`,
            <WhyPopover key="calibrated" title={t`Why this figure?`} text={data.calibration.text}>
              <Money value={data.calibratedValue} />
            </WhyPopover>,
          ],
        ]}
      />
      {data.benefits.length > 0 ? (
        <Table
          caption={t`Benefits`}
          columns={columns}
          rows={data.benefits}
          rowKey={(benefit) => benefit.id}
        />
      ) : (
        <p>
          <Trans>No benefit declared yet. The owner declares what changes, by how much, and from when.</Trans>
        </p>
      )}
    </Card>
  );
}
