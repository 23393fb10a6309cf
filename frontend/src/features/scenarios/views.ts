/** Which of the two values the picture of a comparison draws; the address holds it. */
export const VALUES = ["promised", "calibrated"] as const;
export type ValueShown = (typeof VALUES)[number];

/** At most so many columns can be read side by side. */
export const MOST_COLUMNS = 4;

/** The scenarios that the address names: "3~7". A comma or a space would be written as a code, but people type them. */
const BETWEEN = "~";
const TYPED_BETWEEN = /[~,;\s]+/;

export const chosenIn = (text: string | undefined): string[] => [
  ...new Set((text ?? "").split(TYPED_BETWEEN).filter(Boolean)),
];

export const chosenText = (chosen: readonly string[]): string | undefined =>
  chosen.length > 0 ? chosen.join(BETWEEN) : undefined;

/** With or without one scenario more; what was chosen first stays where it is. */
export const toggled = (chosen: readonly string[], one: string, isChosen: boolean): string[] =>
  isChosen ? [...chosen.filter((other) => other !== one), one] : chosen.filter((other) => other !== one);

export interface Columns {
  readonly scenarios: readonly string[];
  readonly withLive: boolean;
}

/** Two to four columns, or null while they are fewer: the plan as it is stands first unless it was taken out or there is no room for it. */
export function columnsOf(chosen: readonly string[], withoutLive: boolean): Columns | null {
  const scenarios = chosen.slice(0, MOST_COLUMNS);
  const withLive = !withoutLive && scenarios.length < MOST_COLUMNS;
  return scenarios.length + (withLive ? 1 : 0) >= 2 ? { scenarios, withLive } : null;
}

/** Whether a row's cells read the same; a difference that nobody can see is none. */
export const readsSame = <T>(cells: readonly T[], read: (cell: T) => readonly (string | number)[]): boolean =>
  new Set(cells.map((cell) => JSON.stringify(read(cell)))).size <= 1;
