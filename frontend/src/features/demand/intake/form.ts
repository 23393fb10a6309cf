/** What stands in the form; the draft keeps it as it is, so that a reload brings back every word. */
export interface Typed {
  problem: string;
  outcome: string;
  /** The submitter's own title; without it the first sentence of the problem is the title. */
  title: string;
  unit: string;
  category: string;
  deadline: string;
  worth: Worth;
}

export type WorthKind = "HOURS" | "CASES" | "MONEY" | "UNKNOWN";
export type Sureness = "FAIR" | "ROUGH" | "GUESS";

/** The value as it was asked for: in hours, in cases, or in money a month. Texts as typed. */
export interface Worth {
  kind: WorthKind | null;
  count: string;
  rate: string;
  sure: Sureness;
  months: string;
}

export const EMPTY: Typed = {
  problem: "",
  outcome: "",
  title: "",
  unit: "",
  category: "",
  deadline: "",
  worth: { kind: null, count: "", rate: "", sure: "ROUGH", months: "12" },
};

const LONGEST_TITLE = 90;

/** The title that a request gets when nobody gives it one: the first sentence of the problem, cut at a word. */
export function titleOf(typed: Pick<Typed, "title" | "problem">): string {
  const own = typed.title.trim();
  if (own) return own.replace(/\s+/g, " ");
  const first = (typed.problem.trim().split(/(?<=[.!?])\s|\n/)[0] ?? "")
    .replace(/\s+/g, " ")
    .replace(/[.!]$/, "");
  if (first.length <= LONGEST_TITLE) return first;
  const cut = first.slice(0, LONGEST_TITLE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 40)).trimEnd()}…`;
}

/** How far below and above the likely figure low and high lie. */
export const SPREAD: Record<Sureness, number> = { FAIR: 0.2, ROUGH: 0.5, GUESS: 0.8 };

export interface Sum {
  low: number;
  likely: number;
  high: number;
}

/** Money a month, low, likely and high; null while a number is missing. `read` understands the reader's own locale. */
export function monthlySum(worth: Worth, read: (text: string) => number | null): Sum | null {
  if (worth.kind === null || worth.kind === "UNKNOWN") return null;
  const count = read(worth.count);
  const rate = worth.kind === "MONEY" ? 1 : read(worth.rate);
  if (count === null || rate === null || count < 0 || rate < 0) return null;
  const likely = count * rate;
  const spread = SPREAD[worth.sure];
  return { low: likely * (1 - spread), likely, high: likely * (1 + spread) };
}

const isText = (value: unknown): value is string => typeof value === "string";

/** The value part of a kept draft, whatever stands in it. */
export function worthFrom(kept: unknown): Worth {
  const found = (kept ?? {}) as Partial<Record<keyof Worth, unknown>>;
  const kinds: readonly WorthKind[] = ["HOURS", "CASES", "MONEY", "UNKNOWN"];
  const known: readonly Sureness[] = ["FAIR", "ROUGH", "GUESS"];
  return {
    kind: kinds.find((kind) => kind === found.kind) ?? null,
    count: isText(found.count) ? found.count : "",
    rate: isText(found.rate) ? found.rate : "",
    sure: known.find((sure) => sure === found.sure) ?? "ROUGH",
    months: isText(found.months) ? found.months : "12",
  };
}
