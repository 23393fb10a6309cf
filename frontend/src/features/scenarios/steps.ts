import type { WaterfallStep } from "#ui/charts/waterfall.ts";
import type { ValueShown } from "./views.ts";

interface Amount {
  readonly amount: string;
}

export interface ServedStep {
  readonly kind: string;
  readonly requests: number;
  readonly promisedValue: Amount;
  readonly calibratedValue: Amount;
}

/** These say what a plan comes to or costs; the steps between them say what the change makes of requests. */
export const ENDS: ReadonlySet<string> = new Set(["FIRST", "ROUND", "TOTAL", "BOUGHT"]);

/** The server's steps as bars: its totals stay totals, steps of nothing are left out. */
export function stepsOf<T extends ServedStep>(
  steps: readonly T[],
  value: ValueShown,
  name: (step: T) => string,
): WaterfallStep[] {
  return steps
    .map((step, at) => {
      const isTotal = step.kind === "FIRST" || step.kind === "TOTAL";
      const amount = Number((value === "promised" ? step.promisedValue : step.calibratedValue).amount);
      return { id: `${at} ${step.kind}`, label: name(step), value: amount, isTotal };
    })
    .filter((step) => step.isTotal || step.value !== 0);
}
