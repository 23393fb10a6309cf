/** How a request's start differs between two plans. */
export interface StartChange {
  readonly before?: string | null;
  readonly after?: string | null;
}

export type Move = "in" | "out" | "earlier" | "later" | "same";

export const moveOf = ({ before, after }: StartChange): Move => {
  if (!before) return after ? "in" : "same";
  if (!after) return "out";
  return after === before ? "same" : after < before ? "earlier" : "later";
};

/** What hurts somebody comes first; within each kind the order of the portfolio stays. */
const FIRST: readonly Move[] = ["out", "later", "in", "earlier", "same"];

export const worstFirst = <T extends StartChange>(changes: readonly T[]): T[] =>
  [...changes].sort((one, other) => FIRST.indexOf(moveOf(one)) - FIRST.indexOf(moveOf(other)));
