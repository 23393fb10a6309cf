import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { percentText } from "#lib/format.ts";
import { Chart } from "#ui/charts/Chart.tsx";
import { DotRows, RowSample } from "#ui/charts/DotRows.tsx";
import { MarkSample } from "#ui/charts/Mark.tsx";
import { useLocale } from "#ui/Money.tsx";

export interface TakenRow {
  readonly id: string;
  readonly label: string;
  readonly sample: number;
  readonly tooFew: boolean;
  readonly ratio: number | null | undefined;
  readonly factor: number;
  readonly low: number | null | undefined;
  readonly high: number | null | undefined;
}

/** What work took for each day estimated, and what is planned for such estimates, on one scale. */
export function TakenForEstimated({ rows, table }: { rows: readonly TakenRow[]; table: ReactNode }) {
  const { t } = useLingui();
  const locale = useLocale();
  const percent = (share: number) => percentText(share, locale);
  const pieces = (sample: number) => <Plural value={sample} one="# piece of work" other="# pieces of work" />;
  return (
    <Chart
      title={t`Days taken for the days estimated`}
      hideTitle
      caption={
        <Trans>
          Further right took longer than estimated. The shaded range is where eight of ten pieces of work lay.
        </Trans>
      }
      legend={[
        [
          <MarkSample key="mark" look="filled" />,
          <Trans key="words">taken, as a share of the estimate</Trans>,
        ],
        [<MarkSample key="mark" look="diamond" />, <Trans key="words">such estimates are planned at</Trans>],
        [<RowSample key="mark" look="range" />, <Trans key="words">range of eight in ten</Trans>],
        [<RowSample key="mark" look="reference" />, <Trans key="words">exactly as estimated</Trans>],
      ]}
      table={table}
    >
      <DotRows
        label={t`Days taken for the days estimated`}
        span={[0.5, 1.5]}
        reference={1}
        figure={percent}
        rows={rows.map(({ id, label, sample, tooFew, ratio, factor, low, high }) => {
          const note = pieces(sample);
          if (tooFew || ratio == null) {
            return {
              id,
              label,
              note,
              dots: [],
              absent: <Trans>too few to say</Trans>,
              said: t`${label}: too few results to say, ${sample} so far`,
            };
          }
          return {
            id,
            label,
            note,
            range: low != null && high != null ? { low, high } : null,
            dots: [
              { value: ratio, look: "filled" as const },
              { value: factor, look: "diamond" as const },
            ],
            said: t`${label}: ${percent(ratio)} of the days estimated were taken in ${sample} pieces of work; such estimates are planned at ${percent(factor)}`,
          };
        })}
      />
    </Chart>
  );
}
