import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";

/** How a mark looks: form and filling say the same as its colour, so that neither is needed to see the other. */
export type MarkLook = "filled" | "hollow" | "square" | "diamond" | "forecast";

const AREA = 64;
const FORMS = {
  filled: symbolCircle,
  hollow: symbolTriangle,
  square: symbolSquare,
  diamond: symbolDiamond,
  forecast: symbolCircle,
} as const;

const drawn = new Map<MarkLook, string>();

/** The outline of a mark around the point 0, 0. */
export function markPath(look: MarkLook): string {
  let path = drawn.get(look);
  if (path === undefined) {
    path = symbol(FORMS[look], AREA)() ?? "";
    drawn.set(look, path);
  }
  return path;
}
