import { numberTyped } from "#lib/numbers.ts";

/** The four figures of a team's month, in the order in which they stand in the grid. */
export const KINDS = ["grossDays", "runDays", "leaveDays", "otherDays"] as const;
export type Kind = (typeof KINDS)[number];
export type Figures = Record<Kind, number>;

/**
 * A month with what was typed over it. A figure that cannot be read keeps the saved one, so that the rest can be
 * reckoned. Typed emptiness is zero.
 */
export function withTyped(saved: Figures, typed: Partial<Record<Kind, string>>, locale: string): Figures {
  const { grossDays, runDays, leaveDays, otherDays } = saved;
  const figures: Figures = { grossDays, runDays, leaveDays, otherDays };
  for (const kind of KINDS) {
    const text = typed[kind];
    if (text === undefined) continue;
    const value = text.trim() === "" ? 0 : numberTyped(text, locale);
    if (value !== null) figures[kind] = value;
  }
  return figures;
}

export const netOf = ({ grossDays, runDays, leaveDays, otherDays }: Figures): number =>
  Math.round((grossDays - runDays - leaveDays - otherDays) * 10) / 10;

/** Is the month one of those that the work runs through? */
export const worksIn = (
  work: { readonly startMonth?: string | null; readonly finishMonth?: string | null },
  month: string,
): boolean =>
  Boolean(work.startMonth && work.finishMonth && work.startMonth <= month && month <= work.finishMonth);
