import { Button } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import styles from "./Field.module.css";
import { Icon } from "./Icon.tsx";

export interface PickerOption {
  id: string;
  label: string;
  hint?: string;
}

export interface PickerProps {
  id?: string;
  label: string;
  placeholder?: string;
  error?: string | null;
  options: readonly PickerOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  autoFocus?: boolean;
}

/** One of many, found by typing a part of it; for a few use Select. */
export function Picker({ id, label, placeholder, error, options, value, onChange, autoFocus }: PickerProps) {
  return (
    <ComboBox
      className={styles.field ?? ""}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      defaultItems={options}
      menuTrigger="focus"
      isInvalid={Boolean(error)}
      autoFocus={autoFocus}
    >
      <Label className={styles.label}>{label}</Label>
      <Group className={styles.group ?? ""} isInvalid={Boolean(error)}>
        <Input id={id} placeholder={placeholder} className={styles.input ?? ""} />
        <Button className={styles.open ?? ""}>
          <Icon name="chevron-down" />
        </Button>
      </Group>
      <FieldError className={styles.error ?? ""}>{error}</FieldError>
      <Popover className={styles.popover ?? ""}>
        <ListBox<PickerOption> className={styles.list ?? ""}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.item ?? ""}>
              <span className={styles.itemText}>
                {option.label}
                {option.hint && <span className={styles.itemHint}>{option.hint}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
