import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { DateText, Days, DaysRange, Money } from "#ui/Money.tsx";
import { Card, Facts } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type {
  Estimates_request$data,
  Estimates_request$key,
} from "./__generated__/Estimates_request.graphql.ts";
import { CONFIDENCES } from "./words.ts";

/** While a request has no promise yet, plans use what such estimates came out at. */
const IN_THE_ORDER: ReadonlySet<string> = new Set(["SUBMITTED", "ESTIMATED", "RANKED"]);

type Estimate = Estimates_request$data["estimates"][number];

/** What each team says it takes: a range with a confidence, never a point alone. */
export function Estimates({ request }: { request: Estimates_request$key }) {
  const { t, i18n } = useLingui();
  const data = useFragment(
    graphql`
      fragment Estimates_request on Request {
        state
        cost {
          amount
          currency
        }
        effortDays {
          low
          likely
          high
          expected
        }
        paybackMonths
        calibratedEffort {
          plannedDays
          lowDays
          highDays
          applied
          text
          teams {
            text
            team { id }
          }
        }
        estimates {
          id
          version
          confidence
          assumptions
          at
          team {
            id
            name
          }
          by {
            id
            name
          }
          effortDays {
            low
            likely
            high
          }
          oneOffCost {
            amount
            currency
          }
          runCostPerMonth {
            amount
            currency
          }
        }
      }
    `,
    request,
  );
  const columns: Column<Estimate>[] = [
    { id: "team", header: t`Team`, rowHeader: true, cell: (estimate) => estimate.team.name },
    {
      id: "effort",
      header: t`Effort`,
      align: "end",
      cell: (estimate) => <DaysRange value={estimate.effortDays} />,
    },
    {
      id: "once",
      header: t`One-off cost`,
      align: "end",
      cell: (estimate) => <Money value={estimate.oneOffCost} />,
    },
    {
      id: "run",
      header: t`Run cost a month`,
      align: "end",
      cell: (estimate) => <Money value={estimate.runCostPerMonth} />,
    },
    { id: "confidence", header: t`Confidence`, cell: (estimate) => i18n._(CONFIDENCES[estimate.confidence]) },
    {
      id: "by",
      header: t`By`,
      cell: (estimate) => (
        <Trans>
          {estimate.by.name}, <DateText value={estimate.at} />, version {estimate.version}
        </Trans>
      ),
    },
  ];
  return (
    <Card title={t`Estimates`}>
      {data.estimates.length > 0 ? (
        <>
          <Facts
            facts={[
              [t`Expected effort`, <Days key="effort" value={data.effortDays?.expected} />],
              IN_THE_ORDER.has(data.state) &&
                data.calibratedEffort?.applied && [
                  t`Planned, by what estimates came out at`,
                  <WhyPopover
                    key="planned"
                    title={t`Why this effort?`}
                    text={data.calibratedEffort.text}
                    facts={data.calibratedEffort.teams.map(({ text }) => text)}
                  >
                    <Days value={data.calibratedEffort.plannedDays} />
                  </WhyPopover>,
                ],
              [t`Cost`, <Money key="cost" value={data.cost} />],
              data.paybackMonths !== null &&
                data.paybackMonths !== undefined && [t`Payback`, t`${Math.ceil(data.paybackMonths)} months`],
            ]}
          />
          <Table
            caption={t`Estimates`}
            columns={columns}
            rows={data.estimates}
            rowKey={(estimate) => estimate.id}
          />
        </>
      ) : (
        <p>
          <Trans>No team has estimated yet. It can be ranked as soon as one has.</Trans>
        </p>
      )}
    </Card>
  );
}
