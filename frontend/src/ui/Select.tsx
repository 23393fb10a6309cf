import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { Text } from "react-aria-components/Text";
import { classes } from "#lib/classes.ts";
import styles from "./Field.module.css";
import { Icon } from "./Icon.tsx";

export interface SelectOption<K extends string> {
  id: K;
  label: string;
  hint?: string;
}

export interface SelectProps<K extends string> {
  /** The id of the control itself, for the links of FormErrors. */
  id?: string;
  label: string;
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: string | null;
  placeholder?: string;
  options: readonly SelectOption<K>[];
  value: K | null;
  onChange: (value: K) => void;
  isDisabled?: boolean;
  name?: string;
}

/** One of a few; for more than about fifteen use Picker. */
export function Select<K extends string>({
  id,
  label,
  hideLabel,
  hint,
  error,
  placeholder,
  options,
  value,
  onChange,
  ...rest
}: SelectProps<K>) {
  return (
    <AriaSelect
      {...rest}
      className={styles.field ?? ""}
      value={value}
      onChange={(key) => key !== null && onChange(key as K)}
      placeholder={placeholder}
      isInvalid={Boolean(error)}
    >
      <Label className={hideLabel ? "visually-hidden" : styles.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <Button id={id} className={classes(styles.input, styles.select)}>
        <SelectValue>{({ selectedText, defaultChildren }) => selectedText || defaultChildren}</SelectValue>
        <Icon name="chevron-down" />
      </Button>
      <FieldError className={styles.error ?? ""}>{error}</FieldError>
      <Popover className={styles.popover ?? ""}>
        <ListBox className={styles.list ?? ""} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.item ?? ""}>
              {({ isSelected }) => (
                <>
                  <span className={styles.itemText}>
                    {option.label}
                    {option.hint && <span className={styles.itemHint}>{option.hint}</span>}
                  </span>
                  {isSelected && <Icon name="check" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
