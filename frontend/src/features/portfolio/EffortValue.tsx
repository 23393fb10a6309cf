import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { moneyText, numberText } from "#lib/format.ts";
import { Chart } from "#ui/charts/Chart.tsx";
import { MarkSample } from "#ui/charts/Mark.tsx";
import type { MarkLook } from "#ui/charts/marks.ts";
import { Scatter, type ScatterPoint } from "#ui/charts/Scatter.tsx";
import { Days, Money, useLocale } from "#ui/Money.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  EffortValue_entries$data,
  EffortValue_entries$key,
} from "./__generated__/EffortValue_entries.graphql.ts";
import { PlaceNumber } from "./EntryParts.tsx";
import styles from "./Pictures.module.css";

type Entry = EffortValue_entries$data[number];

export interface PictureProps {
  isTable: boolean;
  onTable: (isTable: boolean) => void;
}

export interface EffortValueProps extends PictureProps {
  entries: EffortValue_entries$key;
}

const FIRST_ROWS = 50;

type Standing = "held" | "above" | "below";
const standingOf = (entry: Entry): Standing =>
  entry.place === 0 ? "held" : entry.aboveCommitLine ? "above" : "below";
const STANDINGS: Record<Standing, MessageDescriptor> = {
  held: msg`holds its months`,
  above: msg`above the commit line`,
  below: msg`below the commit line`,
};
const LOOKS: Record<Standing, MarkLook> = { held: "square", above: "filled", below: "hollow" };

/** What each request takes and what it promises, and on which side of the commit line it stands. */
export default function EffortValue({ entries, isTable, onTable }: EffortValueProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const navigate = useNavigate();
  const [active, setActive] = useState<string | null>(null);
  const data = useFragment(
    graphql`
      fragment EffortValue_entries on PortfolioPlace @relay(plural: true) {
        id
        place
        aboveCommitLine
        effortDays
        promisedValue {
          amount
          currency
        }
        calibratedValue {
          amount
          currency
        }
        unit {
          id
          name
        }
        request {
          id
          key
          title
        }
      }
    `,
    entries,
  );
  const standing = (entry: Entry) => i18n._(STANDINGS[standingOf(entry)]);
  // Without an estimate or a value in money a request has no place in the picture: unknown is not zero.
  const drawn = useMemo(
    () => data.filter((entry) => entry.effortDays > 0 && Number(entry.promisedValue.amount) > 0),
    [data],
  );
  const left = data.length - drawn.length;
  const currency = data[0]?.promisedValue.currency ?? "EUR";
  const points = useMemo(
    () =>
      drawn.map((entry): ScatterPoint => {
        const { key, title } = entry.request;
        const days = numberText(entry.effortDays, locale);
        const value = moneyText(entry.promisedValue, locale);
        const stands = i18n._(STANDINGS[standingOf(entry)]);
        return {
          id: entry.id,
          x: entry.effortDays,
          y: Number(entry.promisedValue.amount),
          look: LOOKS[standingOf(entry)],
          said: t`${key} ${title}: ${days} days, ${value} promised, ${stands}`,
          href: `/requests/${key}`,
        };
      }),
    [drawn, locale, t, i18n],
  );
  const open = useCallback(
    (id: string) => {
      const entry = data.find((one) => one.id === id);
      if (entry) navigate({ to: "/requests/$key", params: { key: entry.request.key } });
    },
    [data, navigate],
  );
  const chosen = drawn.find(({ id }) => id === active);
  const columns: Column<Entry>[] = [
    { id: "place", header: t`Place`, align: "end", cell: ({ place }) => <PlaceNumber place={place} /> },
    {
      id: "request",
      header: t`Request`,
      rowHeader: true,
      cell: ({ request }) => <RequestLink request={request} />,
    },
    { id: "unit", header: t`Unit`, cell: ({ unit }) => unit.name },
    {
      id: "effort",
      header: t`Effort`,
      align: "end",
      cell: ({ effortDays }) => (effortDays > 0 ? <Days value={effortDays} /> : t`not estimated`),
    },
    {
      id: "promised",
      header: t`Value promised`,
      align: "end",
      cell: ({ promisedValue }) =>
        Number(promisedValue.amount) > 0 ? <Money value={promisedValue} short /> : t`not in money`,
    },
    {
      id: "calibrated",
      header: t`Value calibrated`,
      align: "end",
      cell: ({ calibratedValue }) =>
        Number(calibratedValue.amount) > 0 ? <Money value={calibratedValue} short /> : "–",
    },
    { id: "line", header: t`Commit line`, cell: standing },
  ];
  return (
    <div className={styles.picture}>
      <Chart
        title={t`Effort and value`}
        isTable={isTable}
        onTable={onTable}
        caption={
          <>
            <Trans>
              Further right takes more days, further up promises more. Both scales are stretched near zero, so
              that small requests can be told apart. The promised value does not drive the order.
            </Trans>{" "}
            {left > 0 && (
              <Plural
                value={left}
                one="# request without an estimate or a value in money is in the table only."
                other="# requests without an estimate or a value in money are in the table only."
              />
            )}
          </>
        }
        legend={[
          [<MarkSample key="mark" look="square" />, <Trans key="words">decided: holds its months</Trans>],
          [<MarkSample key="mark" look="filled" />, <Trans key="words">above the commit line</Trans>],
          [<MarkSample key="mark" look="hollow" />, <Trans key="words">below the commit line</Trans>],
        ]}
        table={
          <Table
            caption={t`Effort and value`}
            columns={columns}
            rows={data}
            rowKey={({ id }) => id}
            first={FIRST_ROWS}
          />
        }
      >
        <Scatter
          label={t`Effort and value: arrow keys go through the requests, Enter opens one`}
          points={points}
          x={{ name: t`Effort in person-days`, figure: (value) => numberText(value, locale) }}
          y={{
            name: t`Value promised`,
            figure: (value) => moneyText({ amount: String(value), currency }, locale, true),
          }}
          active={active}
          onActive={setActive}
          onOpen={open}
        />
        <div className={styles.detail}>
          {chosen ? (
            <>
              <RequestLink request={chosen.request} />
              <span>{chosen.unit.name}</span>
              <Days value={chosen.effortDays} />
              <span>
                <Trans>
                  <Money value={chosen.promisedValue} short /> promised,{" "}
                  <Money value={chosen.calibratedValue} short /> as such promises came true
                </Trans>
              </span>
              <span>
                {chosen.place > 0 && <Trans>place {chosen.place},</Trans>} {standing(chosen)}
              </span>
            </>
          ) : (
            <Trans>Point at a mark, or go through them with the arrow keys.</Trans>
          )}
        </div>
      </Chart>
    </div>
  );
}

export function RequestLink({ request }: { request: { readonly key: string; readonly title: string } }) {
  return (
    <Link to="/requests/$key" params={{ key: request.key }}>
      {request.key} {request.title}
    </Link>
  );
}
