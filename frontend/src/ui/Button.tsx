import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./Button.module.css";
import { type Look, lookOf } from "./buttonLook.ts";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children">, Look {
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** While `isPending` the button keeps its width and focus and ignores further presses. */
export function Button({ look, size, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={lookOf({ look, size })}>
      {rest.isPending && <span className={styles.spinner} aria-hidden="true" />}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children"> {
  label: string;
  children: ReactNode;
}

export function IconButton({ look = "quiet", size, label, children, ...rest }: IconButtonProps) {
  return (
    <AriaButton {...rest} aria-label={label} className={lookOf({ look, size }, true)}>
      {children}
    </AriaButton>
  );
}

export { ButtonLink } from "./ButtonLink.tsx";
