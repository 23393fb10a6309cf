/** How the portfolio may be looked at; the address holds it. */
export const STANDINGS = ["COMMITTED", "LIKELY", "UNLIKELY", "NOT_IN_PLAN", "RANKED", "DECIDED"] as const;
export type Standing = (typeof STANDINGS)[number];
export const GROUPINGS = ["unit", "team"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Pictures of the portfolio; without one it is a list. */
export const PICTURES = ["value", "timeline"] as const;
export type Picture = (typeof PICTURES)[number];

export interface PortfolioView {
  unit?: string;
  team?: string;
  filter?: string;
  standing?: Standing;
  group?: Grouping;
  /** Whether the requests that are decided are listed one by one. */
  decided?: true;
  picture?: Picture;
  /** Whether the picture's table stands in its place. */
  table?: "yes" | "no";
}

interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** What a view needs to know of a place in the portfolio. */
export interface Viewable {
  readonly place: number;
  readonly chance: string;
  readonly startMonth?: string | null;
  readonly effortDays: number;
  readonly unit: Named;
  readonly request: {
    readonly key: string;
    readonly title: string;
    readonly state: string;
    readonly estimates: readonly { readonly team: Named }[];
  };
}

const teamsOf = (entry: Viewable): readonly Named[] => entry.request.estimates.map(({ team }) => team);

const standsSo = (entry: Viewable, standing: Standing): boolean => {
  if (standing === "RANKED") return entry.request.state === "RANKED";
  if (standing === "DECIDED") return entry.request.state !== "RANKED";
  // With months, the least chance means that it is unlikely to be finished within those shown.
  if (standing === "UNLIKELY") return entry.chance === "NOT_IN_PLAN" && Boolean(entry.startMonth);
  if (standing === "NOT_IN_PLAN") return entry.chance === "NOT_IN_PLAN" && !entry.startMonth;
  return entry.chance === standing;
};

export function filtered<T extends Viewable>(entries: readonly T[], view: PortfolioView): readonly T[] {
  const words = view.filter?.toLocaleLowerCase().split(/\s+/).filter(Boolean) ?? [];
  return entries.filter((entry) => {
    if (view.unit && entry.unit.code !== view.unit) return false;
    if (view.team && !teamsOf(entry).some(({ code }) => code === view.team)) return false;
    if (view.standing && !standsSo(entry, view.standing)) return false;
    const text = `${entry.request.key} ${entry.request.title}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export interface Group<T> {
  readonly id: string;
  readonly name: string | null;
  readonly entries: readonly T[];
}

/** One group when nothing is asked; a request of two teams stands under both. */
export function grouped<T extends Viewable>(
  entries: readonly T[],
  by: Grouping | undefined,
): readonly Group<T>[] {
  if (!by) return [{ id: "all", name: null, entries }];
  const groups = new Map<string, { name: string; entries: T[] }>();
  for (const entry of entries) {
    for (const { id, name } of by === "unit" ? [entry.unit] : teamsOf(entry)) {
      const group = groups.get(id) ?? { name, entries: [] };
      group.entries.push(entry);
      groups.set(id, group);
    }
  }
  return [...groups]
    .map(([id, group]) => ({ id, ...group }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** What holds its months already stands before the order; the rest is the order itself. */
export function divided<T extends Viewable>(
  entries: readonly T[],
): { readonly decided: readonly T[]; readonly ordered: readonly T[]; readonly days: number } {
  const decided = entries.filter(({ place }) => place === 0);
  return {
    decided,
    ordered: entries.filter(({ place }) => place > 0),
    days: decided.reduce((sum, { effortDays }) => sum + effortDays, 0),
  };
}

/** Whoever looks for something sees every hit; otherwise decided work is one line until it is opened. */
export const seesEveryHit = (view: PortfolioView): boolean => Boolean(view.filter || view.standing);

/** Before which entry of a part the line stands; its length when all are above. */
export const lineIndex = (entries: readonly Viewable[], linePlace: number): number => {
  const at = entries.findIndex((entry) => entry.place > linePlace);
  return at < 0 ? entries.length : at;
};
