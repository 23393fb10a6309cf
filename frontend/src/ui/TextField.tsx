import { Trans } from "@lingui/react/macro";
import type { ReactNode, Ref } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import {
  type TextFieldProps as AriaProps,
  TextField as AriaTextField,
} from "react-aria-components/TextField";
import { classes } from "#lib/classes.ts";
import styles from "./Field.module.css";

export interface TextFieldProps extends Omit<AriaProps, "className" | "style" | "children"> {
  label: string;
  /** Keeps the label for screen readers only, where the surroundings name the field. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** The sentence that says what is wrong; makes the field invalid. */
  error?: string | null;
  optional?: boolean;
  placeholder?: string;
  rows?: number;
  before?: ReactNode;
  after?: ReactNode;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** One line of text, or several when `rows` is given. For numbers give `inputMode="decimal"` and parse with lib/numbers. */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  optional,
  placeholder,
  rows,
  before,
  after,
  inputRef,
  ...rest
}: TextFieldProps) {
  const input = rows ? (
    <TextArea
      ref={inputRef}
      rows={rows}
      placeholder={placeholder}
      className={classes(styles.input, styles.area)}
    />
  ) : (
    <Input ref={inputRef} placeholder={placeholder} className={styles.input ?? ""} />
  );
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error) || rest.isInvalid} className={styles.field ?? ""}>
      <Label className={hideLabel ? "visually-hidden" : styles.label}>
        {label}
        {optional && (
          <span className={styles.optional}>
            <Trans>optional</Trans>
          </span>
        )}
      </Label>
      {hint && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      {before || after ? (
        <Group className={styles.group ?? ""} isInvalid={Boolean(error)}>
          {before && <span className={styles.affix}>{before}</span>}
          {input}
          {after && <span className={styles.affix}>{after}</span>}
        </Group>
      ) : (
        input
      )}
      <FieldError className={styles.error ?? ""}>{error}</FieldError>
    </AriaTextField>
  );
}
