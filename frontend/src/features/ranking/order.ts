/** The rules of an owner's list: pure, so that the screen can show a move before the server has answered. */

export type Order = readonly string[];

/** Right below another request, or on top when `after` is null: the same words that the server understands. */
export interface Move {
  readonly request: string;
  readonly after: string | null;
}

/** The list after a move. A neighbour that has left meanwhile changes nothing: the server will say so. */
export function moved(order: Order, { request, after }: Move): Order {
  const rest = order.filter((one) => one !== request);
  const above = after === null ? -1 : rest.indexOf(after);
  if (after !== null && above < 0) return order;
  return [...rest.slice(0, above + 1), request, ...rest.slice(above + 1)];
}

export const movedAll = (order: Order, moves: readonly Move[]): Order => moves.reduce(moved, order);

/** Whoever stands directly above, null on top, undefined when the request is not in the list. */
export function neighbourAbove(order: Order, request: string): string | null | undefined {
  const at = order.indexOf(request);
  return at < 0 ? undefined : (order[at - 1] ?? null);
}

export type Destination = "up" | "down" | "top" | "line" | "bottom" | { readonly place: number };

/**
 * The move that brings a request to a destination, or null when it stands there already. A request that is not in the
 * list yet comes in at the bottom when it goes "up", as one would expect from the group below the list.
 */
export function moveTo(
  order: Order,
  request: string,
  destination: Destination,
  commitPlace: number | null,
): Move | null {
  const at = order.indexOf(request);
  const rest = order.filter((one) => one !== request);
  const index = indexFor(destination, at, rest.length, commitPlace);
  if (index === null || (at >= 0 && index === at)) return null;
  return { request, after: rest[index - 1] ?? null };
}

function indexFor(destination: Destination, at: number, others: number, line: number | null): number | null {
  const within = (index: number) => Math.min(others, Math.max(0, index));
  switch (destination) {
    case "up":
      return at < 0 ? others : at === 0 ? null : at - 1;
    case "down":
      return at < 0 || at === others ? null : at + 1;
    case "top":
      return 0;
    case "bottom":
      return others;
    case "line":
      // The last place above the line; what comes from below takes the place of the one that stood there.
      return line === null ? null : within(Math.max(1, line) - 1);
    default:
      return within(destination.place - 1);
  }
}

export interface Crossing {
  /** Stood above the commit line and now stands below it. */
  readonly fell: readonly string[];
  readonly rose: readonly string[];
}

/** What changed sides of the commit line, apart from what was moved itself. */
export function crossing(before: Order, after: Order, except?: string): Crossing {
  const others = (from: Order, to: Order) => from.filter((one) => one !== except && !to.includes(one));
  return { fell: others(before, after), rose: others(after, before) };
}

/** Would the request under the pointer stay where it is? Only then may somebody else's change appear at once. */
export const staysPut = (shown: Order, next: Order, underPointer: string | null): boolean =>
  underPointer === null || shown.indexOf(underPointer) === next.indexOf(underPointer);

export const isSameOrder = (one: Order, other: Order): boolean =>
  one.length === other.length && one.every((request, at) => request === other[at]);
