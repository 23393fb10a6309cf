import { useCallback, useRef, useState } from "react";
import { isSameOrder, type Move, movedAll, type Order, staysPut } from "./order.ts";

/**
 * The server's order, but while it would pull the request under the pointer away (or another one while one is dragged)
 * the earlier order stays until the pointer has left or the reader asks for it.
 */
export function useHeldOrder(server: Order, pending: readonly Move[]) {
  const underPointer = useRef<string | null>(null);
  const isDragging = useRef(false);
  const [accepted, setAccepted] = useState(server);
  const [, redraw] = useState(0);
  const shown = useRef<Order>(server);

  let base = accepted;
  let isHeld = false;
  if (!isSameOrder(accepted, server)) {
    const next = movedAll(server, pending);
    const isSteady = staysPut(shown.current, next, underPointer.current) && !isDragging.current;
    if (isSteady || isSameOrder(shown.current, next)) {
      base = server;
      setAccepted(server);
    } else {
      // What has left the list meanwhile cannot stand in it, held or not.
      base = accepted.filter((request) => server.includes(request));
      isHeld = true;
    }
  }
  shown.current = movedAll(base, pending);

  const pointAt = useCallback((request: string | null) => {
    const wasHolding = underPointer.current !== null;
    underPointer.current = request;
    if (request === null && wasHolding) redraw((count) => count + 1);
  }, []);
  const dragging = useCallback((on: boolean) => {
    isDragging.current = on;
    if (!on) redraw((count) => count + 1);
  }, []);
  const showNow = useCallback(() => {
    underPointer.current = null;
    redraw((count) => count + 1);
  }, []);
  return { base, isHeld, pointAt, dragging, showNow };
}
