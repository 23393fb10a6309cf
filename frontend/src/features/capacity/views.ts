export const VIEWS = ["load", "days", "budgets"] as const;
export type CapacityView = (typeof VIEWS)[number];

/** Months in the grids where days and budgets are typed. */
export const GRID_MONTHS = 12;
