import type { HeatCell, HeatRow } from "./HeatMap.tsx";

interface Load extends HeatCell {
  readonly team: { readonly id: string; readonly name: string };
}

/** The loads of a plan as the rows of a heat map, by the teams' names. */
export function heatRows(loads: readonly Load[]): HeatRow[] {
  const rows = new Map<string, { id: string; name: string; cells: HeatCell[] }>();
  for (const load of loads) {
    const row = rows.get(load.team.id) ?? { id: load.team.id, name: load.team.name, cells: [] };
    row.cells.push(load);
    rows.set(load.team.id, row);
  }
  return [...rows.values()].sort((one, other) => one.name.localeCompare(other.name));
}
