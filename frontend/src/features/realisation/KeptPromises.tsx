import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { percentText } from "#lib/format.ts";
import { Chart } from "#ui/charts/Chart.tsx";
import { DotRows, RowSample } from "#ui/charts/DotRows.tsx";
import { MarkSample } from "#ui/charts/Mark.tsx";
import { useLocale } from "#ui/Money.tsx";

export interface KeptRow {
  readonly id: string;
  readonly label: string;
  readonly sample: number;
  readonly inRange: number;
  readonly tooFew: boolean;
  readonly ratio: number | null | undefined;
  readonly factor: number;
  readonly low: number | null | undefined;
  readonly high: number | null | undefined;
}

/** What promises came true at, and what is expected of the next one, on one scale; with too few results it says so. */
export function KeptPromises({ rows, table }: { rows: readonly KeptRow[]; table: ReactNode }) {
  const { t } = useLingui();
  const locale = useLocale();
  const percent = (share: number) => percentText(share, locale);
  const said = ({ label, sample, inRange, tooFew, ratio, factor, low, high }: KeptRow) => {
    if (tooFew || ratio == null) return t`${label}: too few results to say, ${sample} so far`;
    const kept = t`${label}: ${percent(ratio)} of what was promised came true in ${sample} results, ${inRange} of them within their promised range`;
    return low != null && high != null
      ? t`${kept}; ${percent(factor)} is expected of the next promise, between ${percent(low)} and ${percent(high)}`
      : kept;
  };
  return (
    <Chart
      title={t`What promises come true at`}
      caption={
        <Trans>
          A promised range means that hardly less than its low end and hardly more than its high end comes;
          how many results lay within it stands beside each name. The shaded range is where eight of ten past
          cases lay, drawn towards the record of all where the own one is short.
        </Trans>
      }
      legend={[
        [
          <MarkSample key="mark" look="filled" />,
          <Trans key="words">came true, as a share of the promise</Trans>,
        ],
        [<MarkSample key="mark" look="diamond" />, <Trans key="words">expected of the next promise</Trans>],
        [<RowSample key="mark" look="range" />, <Trans key="words">range of eight in ten</Trans>],
        [<RowSample key="mark" look="reference" />, <Trans key="words">exactly as promised</Trans>],
      ]}
      table={table}
    >
      <DotRows
        label={t`What promises come true at`}
        span={[0, 1.2]}
        reference={1}
        figure={percent}
        rows={rows.map((row) => {
          const isKnown = !row.tooFew && row.ratio != null;
          return {
            id: row.id,
            label: row.label,
            said: said(row),
            note: (
              <>
                <Plural value={row.sample} one="# result" other="# results" />
                {isKnown && (
                  <>
                    {", "}
                    <Trans>{row.inRange} within the promised range</Trans>
                  </>
                )}
              </>
            ),
            range: isKnown && row.low != null && row.high != null ? { low: row.low, high: row.high } : null,
            dots: isKnown
              ? [
                  { value: row.ratio ?? 0, look: "filled" as const },
                  ...(row.low != null ? [{ value: row.factor, look: "diamond" as const }] : []),
                ]
              : [],
            absent: isKnown ? undefined : <Trans>too few to say</Trans>,
          };
        })}
      />
    </Chart>
  );
}
