import { classes } from "#lib/classes.ts";
import styles from "./Button.module.css";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "normal" | "large";

export interface Look {
  look?: ButtonLook;
  size?: ButtonSize;
}

export const lookOf = ({ look = "secondary", size = "normal" }: Look, icon = false): string =>
  classes(styles.button, styles[look], size !== "normal" && styles[size], icon && styles.icon);
