import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { classes } from "#lib/classes.ts";
import { dropAtEnd } from "./dragging.ts";
import styles from "./HeadingRow.module.css";
import type { Move, Order } from "./order.ts";

export const bottomOf = (order: Order, request: string): Move => ({
  request,
  after: order.findLast((one) => one !== request) ?? null,
});

export interface HeadingRowProps {
  mayMove: boolean;
  isListEmpty: boolean;
  onDrop: (request: string) => void;
  children: ReactNode;
}

/** Between the list and what waits for a place; what is dropped here comes to the bottom of the list. */
export function HeadingRow({ mayMove, isListEmpty, onDrop, children }: HeadingRowProps) {
  const cell = useRef<HTMLDivElement>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!mayMove || !cell.current) return;
    return dropAtEnd(cell.current, setOver, (request) => drop.current(request));
  }, [mayMove]);
  return (
    <div
      ref={cell}
      role="gridcell"
      aria-colspan={8}
      className={classes(styles.heading, isOver && styles.over)}
    >
      <strong>{children}</strong>
      <span>
        {isListEmpty ? (
          <Trans>Nothing is ranked yet: what has no place is not planned.</Trans>
        ) : (
          <Trans>What has no place is not planned.</Trans>
        )}{" "}
        {mayMove && <Trans>Drag it up, or choose a place from its menu.</Trans>}
      </span>
    </div>
  );
}
