import { decimalText } from "#lib/numbers.ts";
import { monthlySum, type Typed, type WorthKind } from "./form.ts";

type Counted = Exclude<WorthKind, "UNKNOWN">;
export type BenefitWords = Record<Counted, { metric: string; unit: string }>;

const KINDS = { HOURS: "PRODUCTIVITY", CASES: "SAVING", MONEY: "SAVING" } as const;

/** The benefit that the rough figure becomes; null when nobody can say yet. */
export function benefitOf(
  { worth }: Pick<Typed, "worth">,
  read: (text: string) => number | null,
  words: BenefitWords,
) {
  const sum = monthlySum(worth, read);
  if (sum === null || worth.kind === null || worth.kind === "UNKNOWN") return null;
  return {
    metric: words[worth.kind].metric,
    unitOfMeasure: words[worth.kind].unit,
    kind: KINDS[worth.kind],
    target: worth.kind === "MONEY" ? null : String(read(worth.count)),
    moneyPerMonth: {
      low: decimalText(sum.low),
      likely: decimalText(sum.likely),
      high: decimalText(sum.high),
    },
    durationMonths: Math.max(1, Math.round(read(worth.months) ?? 12)),
  };
}
