export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export type Step = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";
const STEPS: ReadonlySet<string> = new Set([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
]);
export const isStep = (key: string): key is Step => STEPS.has(key);

/**
 * Which point a key leads to: left and right go by x, up and down by y, from each to the next, so that every point is
 * reached whichever way somebody goes.
 */
export function nextPoint<T extends Placed>(
  points: readonly T[],
  current: string | null,
  step: Step,
): T | undefined {
  const byX = step === "ArrowUp" || step === "ArrowDown" ? "y" : "x";
  const other = byX === "x" ? "y" : "x";
  const sorted = points.toSorted((one, two) => one[byX] - two[byX] || one[other] - two[other]);
  if (step === "Home") return sorted[0];
  if (step === "End") return sorted.at(-1);
  const at = sorted.findIndex(({ id }) => id === current);
  if (at < 0) return sorted[0];
  const next = at + (step === "ArrowRight" || step === "ArrowUp" ? 1 : -1);
  return sorted[Math.min(sorted.length - 1, Math.max(0, next))];
}

/** The point under a finger or a pointer, if one is near enough; all in pixels. */
export function nearest<T extends Placed>(
  points: readonly T[],
  at: { readonly x: number; readonly y: number },
  within: number,
): T | undefined {
  let found: T | undefined;
  let least = within * within;
  for (const point of points) {
    const far = (point.x - at.x) ** 2 + (point.y - at.y) ** 2;
    if (far <= least) {
      least = far;
      found = point;
    }
  }
  return found;
}
