import { classes } from "#lib/classes.ts";
import styles from "./Mark.module.css";
import { type MarkLook, markPath } from "./marks.ts";

export interface MarkProps {
  look: MarkLook;
  /** Where its middle is, in percent of the picture: marks keep their form whatever the width. */
  x: number;
  y: number;
  isActive?: boolean;
}

export function Mark({ look, x, y, isActive }: MarkProps) {
  return (
    <svg x={`${x}%`} y={`${y}%`} className={styles.at} aria-hidden="true" focusable="false">
      {isActive && <circle r={9} className={styles.ring} />}
      <path d={markPath(look)} className={classes(styles.mark, styles[look])} />
    </svg>
  );
}

/** The same mark beside words. */
export function MarkSample({ look }: { look: MarkLook }) {
  return (
    <svg className={styles.sample} viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">
      <path d={markPath(look)} className={classes(styles.mark, styles[look])} />
    </svg>
  );
}
