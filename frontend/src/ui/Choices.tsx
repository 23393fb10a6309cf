import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components/Checkbox";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { Text } from "react-aria-components/Text";
import { classes } from "#lib/classes.ts";
import styles from "./Field.module.css";
import { Icon } from "./Icon.tsx";

export interface CheckboxProps {
  children: ReactNode;
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  isDisabled?: boolean;
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={styles.choice ?? ""}>
      {({ isSelected }) => (
        <>
          <span className={styles.mark}>{isSelected && <Icon name="check" size={14} />}</span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  );
}

export interface Choice<K extends string> {
  id: K;
  label: ReactNode;
  hint?: ReactNode;
}

export interface ChoicesProps<K extends string> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  options: readonly Choice<K>[];
  value: K | null;
  onChange: (value: K) => void;
}

/** Radios with words, nothing chosen beforehand unless `value` says so. */
export function Choices<K extends string>({ label, hint, error, options, value, onChange }: ChoicesProps<K>) {
  return (
    <RadioGroup
      className={styles.field ?? ""}
      value={value}
      onChange={(key) => onChange(key as K)}
      isInvalid={Boolean(error)}
    >
      <Label className={styles.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <div className={styles.choices}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={styles.choice ?? ""}>
            <span className={classes(styles.mark, styles.round)} />
            <span>
              {option.label}
              {option.hint && <span className={styles.itemHint}>{option.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError className={styles.error ?? ""}>{error}</FieldError>
    </RadioGroup>
  );
}
