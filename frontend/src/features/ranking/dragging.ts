import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { autoScrollWindowForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { attachClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge";
import { extractClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge";

export type Edge = "top" | "bottom";

const REQUEST = "ranked-request";
const requestOf = (data: Record<string | symbol, unknown>): string | null =>
  typeof data[REQUEST] === "string" ? data[REQUEST] : null;

export interface RowDrag {
  row: HTMLElement;
  handle: HTMLElement;
  request: string;
  /** Rows of the group below the list can be dragged away, but nothing is dropped there. */
  isTarget: boolean;
  onLift: (lifted: boolean) => void;
  onEdge: (edge: Edge | null) => void;
  onDrop: (request: string, edge: Edge) => void;
}

/** Lets a row be dragged by its handle, and shows between which rows it would land. */
export const dragRow = ({
  row,
  handle,
  request,
  isTarget,
  onLift,
  onEdge,
  onDrop,
}: RowDrag): (() => void) => {
  const source = draggable({
    element: row,
    dragHandle: handle,
    getInitialData: () => ({ [REQUEST]: request }),
    onDragStart: () => onLift(true),
    onDrop: () => onLift(false),
  });
  if (!isTarget) return source;
  const edgeOf = (data: Record<string | symbol, unknown>) => extractClosestEdge(data) as Edge | null;
  const target = dropTargetForElements({
    element: row,
    canDrop: ({ source }) => {
      const dragged = requestOf(source.data);
      return dragged !== null && dragged !== request;
    },
    getData: ({ input, element }) =>
      attachClosestEdge({}, { input, element, allowedEdges: ["top", "bottom"] }),
    onDragEnter: ({ self }) => onEdge(edgeOf(self.data)),
    onDrag: ({ self }) => onEdge(edgeOf(self.data)),
    onDragLeave: () => onEdge(null),
    onDrop: ({ self, source }) => {
      onEdge(null);
      const dragged = requestOf(source.data);
      const edge = edgeOf(self.data);
      if (dragged && edge) onDrop(dragged, edge);
    },
  });
  return combine(source, target);
};

/** A place that stands for the end of the list. */
export const dropAtEnd = (
  element: HTMLElement,
  onOver: (over: boolean) => void,
  onDrop: (request: string) => void,
): (() => void) =>
  dropTargetForElements({
    element,
    canDrop: ({ source }) => requestOf(source.data) !== null,
    onDragEnter: () => onOver(true),
    onDragLeave: () => onOver(false),
    onDrop: ({ source }) => {
      onOver(false);
      const dragged = requestOf(source.data);
      if (dragged) onDrop(dragged);
    },
  });

/** Near the top or the foot of the window the page scrolls while something is dragged. */
export const scrollWhileDragging = (): (() => void) => autoScrollWindowForElements();
