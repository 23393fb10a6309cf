import { useLingui } from "@lingui/react/macro";
import { memo, useState } from "react";
import { classes } from "#lib/classes.ts";
import { monthText } from "#lib/format.ts";
import { useLocale } from "#ui/Money.tsx";
import styles from "./Sheet.module.css";
import type { Position } from "./sheet.ts";

export interface CellState {
  /** What is saved or was typed; empty where only an assumption stands. */
  readonly text: string;
  /** What is assumed until somebody says otherwise, shown faintly. */
  readonly ghost: string;
  readonly status?: "saving" | "failed";
  readonly message?: string;
}

export interface SheetCellProps extends CellState {
  row: number;
  column: number;
  month: string;
  name: string;
  isReadOnly: boolean;
  isSelected: boolean;
  onEnter: (at: Position, text: string) => void;
  onFocusCell: (at: Position) => void;
}

/** A plain input: hundreds of them must be there at once. */
export const SheetCell = memo(function SheetCell(props: SheetCellProps) {
  const { row, column, month, name, text, ghost, status, message, isReadOnly, isSelected } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const [draft, setDraft] = useState<string | null>(null);
  if (isReadOnly) {
    return <td>{text || <span className={styles.assumed}>{ghost}</span>}</td>;
  }
  const label = `${name}, ${monthText(month, locale)}`;
  return (
    <td className={classes(isSelected && styles.selected)}>
      <input
        className={classes(styles.input, status && styles[status])}
        data-at={`${row} ${column}`}
        inputMode="decimal"
        autoComplete="off"
        aria-label={status === "saving" ? t`${label}, being saved` : label}
        aria-invalid={status === "failed" || undefined}
        title={message}
        placeholder={ghost}
        value={draft ?? text}
        onFocus={(event) => {
          event.target.select();
          props.onFocusCell({ row, column });
        }}
        onChange={(event) => {
          event.target.dataset.editing = "true";
          setDraft(event.target.value);
        }}
        onDoubleClick={(event) => {
          event.currentTarget.dataset.editing = "true";
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || draft === null) return;
          event.stopPropagation();
          setDraft(null);
          delete event.currentTarget.dataset.editing;
        }}
        onBlur={(event) => {
          delete event.target.dataset.editing;
          if (draft === null) return;
          setDraft(null);
          if (draft !== text) props.onEnter({ row, column }, draft.trim() === "" ? "0" : draft.trim());
        }}
      />
    </td>
  );
});
