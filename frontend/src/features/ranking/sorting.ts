/** Other orders to look at the list in; ranking is off in them, since "above" would mean something else. */
export const SORTS = ["value", "age", "effort"] as const;
export type Sort = (typeof SORTS)[number];

export interface Sortable {
  readonly key: string;
  readonly title: string;
  readonly value: number;
  readonly effort: number | null;
  /** ISO time; null sorts last. */
  readonly submittedAt: string | null;
}

const by: Record<Sort, (one: Sortable, other: Sortable) => number> = {
  value: (one, other) => other.value - one.value,
  age: (one, other) => (one.submittedAt ?? "~").localeCompare(other.submittedAt ?? "~"),
  effort: (one, other) =>
    (one.effort ?? Number.POSITIVE_INFINITY) - (other.effort ?? Number.POSITIVE_INFINITY),
};

/** The biggest value, the longest wait or the smallest effort first; equal ones keep the owner's order. */
export function viewed<T extends Sortable>(rows: readonly T[], sort?: Sort, filter?: string): readonly T[] {
  const words = filter?.trim().toLocaleLowerCase().split(/\s+/) ?? [];
  const found = filter
    ? rows.filter((row) => {
        const text = `${row.key} ${row.title}`.toLocaleLowerCase();
        return words.every((word) => text.includes(word));
      })
    : rows;
  return sort ? found.toSorted(by[sort]) : found;
}
