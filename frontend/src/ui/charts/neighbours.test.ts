import { expect, it } from "vitest";
import { nearest, nextPoint, type Step } from "./neighbours.ts";

const points = [
  { id: "a", x: 1, y: 9 },
  { id: "b", x: 5, y: 2 },
  { id: "c", x: 5, y: 7 },
  { id: "d", x: 8, y: 2 },
];
const walk = (step: Step) => {
  const seen: string[] = [];
  let at = nextPoint(points, null, step)?.id ?? null;
  while (at !== null && !seen.includes(at)) {
    seen.push(at);
    at = nextPoint(points, at, step)?.id ?? null;
  }
  return seen.join("");
};

it("reaches every point from left to right and from the bottom up, and stops at the ends", () => {
  expect(walk("ArrowRight")).toBe("abcd");
  expect(walk("ArrowUp")).toBe("bdca");
  expect(nextPoint(points, "d", "ArrowRight")?.id).toBe("d");
  expect(nextPoint(points, "d", "ArrowLeft")?.id).toBe("c");
  expect(nextPoint(points, "c", "ArrowDown")?.id).toBe("d");
  expect([nextPoint(points, "c", "Home")?.id, nextPoint(points, "c", "End")?.id]).toEqual(["a", "d"]);
  expect(nextPoint([], null, "ArrowRight")).toBeUndefined();
});

it("finds the nearest point, but none that is too far", () => {
  expect(nearest(points, { x: 5.4, y: 6 }, 3)?.id).toBe("c");
  expect(nearest(points, { x: 5, y: 4.4 }, 3)?.id).toBe("b");
  expect(nearest(points, { x: 20, y: 20 }, 3)).toBeUndefined();
});
