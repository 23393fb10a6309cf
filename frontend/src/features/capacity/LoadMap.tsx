import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import { EmptyState } from "#ui/EmptyState.tsx";
import { type HeatCell, HeatKey, HeatMap, type HeatRow } from "#ui/HeatMap.tsx";
import { heatRows } from "#ui/heatRows.ts";
import type { CapacityPageQuery$data } from "./__generated__/CapacityPageQuery.graphql.ts";
import styles from "./Capacity.module.css";
import { CellDialog } from "./CellDialog.tsx";

export interface LoadMapProps {
  plan: CapacityPageQuery$data["plan"];
  months: readonly string[];
  /** Only this team, on a phone. */
  team: string | undefined;
}

/** How full each team's months are, and what fills them. */
export function LoadMap({ plan, months, team }: LoadMapProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<{ row: HeatRow; cell: HeatCell } | null>(null);
  const rows = useMemo(
    () => heatRows(plan.loads.filter((load) => !team || load.team.code === team)),
    [plan.loads, team],
  );
  if (rows.length === 0) {
    return (
      <EmptyState icon="capacity" title={t`The load of the teams will be here`}>
        <Trans>
          No team has logged its days yet, so nothing can be planned. IT staff log them under "Days".
        </Trans>
      </EmptyState>
    );
  }
  return (
    <div className={styles.stack}>
      <p className={styles.keys}>
        <Trans>
          Planned share of the days that each team has for requests. <kbd>Enter</kbd> on a month lists what
          fills it.
        </Trans>
      </p>
      <HeatMap
        label={t`Planned share of each team's days`}
        rows={rows}
        months={months}
        onOpen={(row, cell) => setOpened({ row, cell })}
      />
      <HeatKey />
      {opened && (
        <CellDialog
          row={opened.row}
          cell={opened.cell}
          entries={plan.entries}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}
