import { Trans } from "@lingui/react/macro";
import { classes } from "#lib/classes.ts";
import styles from "./Skeleton.module.css";

/** Stands in for what is being fetched, and shows itself only after 200 ms. */
export function Skeleton({ kind = "text", lines = 4 }: { kind?: "text" | "page" | "rows"; lines?: number }) {
  return (
    <div className={styles.skeleton} aria-busy="true">
      <span className="visually-hidden">
        <Trans>Loading</Trans>
      </span>
      {kind === "page" && <div className={classes(styles.bar, styles.title)} />}
      {Array.from({ length: kind === "text" ? lines : lines + 3 }, (_, at) => (
        <div key={at} className={classes(styles.bar, kind !== "text" && styles.row)} />
      ))}
    </div>
  );
}
