import type { ReactNode } from "react";
import { classes } from "#lib/classes.ts";
import styles from "./Badge.module.css";

export type Tone = "neutral" | "good" | "warn" | "bad" | "info" | "accent";

export interface BadgeProps {
  tone?: Tone;
  /** `hollow` for what has not begun, `plain` for a mere label. */
  mark?: "dot" | "hollow" | "plain";
  children: ReactNode;
}

/** A short word with a colour that only repeats what the word says. */
export function Badge({ tone = "neutral", mark = "dot", children }: BadgeProps) {
  return (
    <span
      className={classes(styles.badge, tone !== "neutral" && styles[tone], mark !== "dot" && styles[mark])}
    >
      {children}
    </span>
  );
}
