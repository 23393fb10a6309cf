/** One step on the way from a first total to a last one. */
export interface WaterfallStep {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** Stands on the ground line, as the first and the last do; the others start where the one before ended. */
  readonly isTotal?: boolean;
}

export interface WaterfallBar extends WaterfallStep {
  readonly from: number;
  readonly to: number;
}

/** Where each bar begins and ends. A total is drawn as it was given: it is never made up from the steps. */
export function barsOf(steps: readonly WaterfallStep[]): WaterfallBar[] {
  let reached = 0;
  return steps.map((step) => {
    const from = step.isTotal ? 0 : reached;
    const to = from + step.value;
    reached = to;
    return { ...step, from, to };
  });
}

/**
 * The scale that all bars share. Zero belongs to it unless every step is small beside the totals: then the scale is
 * cut below them, or nobody would see the steps; `isCut` says so, for the reader to be told.
 */
export function extentOf(bars: readonly WaterfallBar[]): { low: number; high: number; isCut: boolean } {
  const ends = bars.flatMap(({ from, to, isTotal }) => (isTotal ? [to] : [from, to]));
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const least = Math.min(...ends);
  const spread = Math.max(...ends) - least;
  if (ends.length > 0 && least > 0 && spread > 0 && spread < high / 5) {
    return { low: Math.max(0, least - spread), high, isCut: true };
  }
  return { low, high: high === low ? low + 1 : high, isCut: false };
}
