import { useLingui } from "@lingui/react/macro";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";
import { classes } from "#lib/classes.ts";
import { MonthText } from "#ui/Money.tsx";
import styles from "./Sheet.module.css";
import { type CellState, SheetCell } from "./SheetCell.tsx";
import {
  blockOf,
  type Change,
  changesOf,
  cornersOf,
  type Entry,
  filledRight,
  holds,
  type Position,
  pasted,
  type Range,
  stepped,
  takenBack,
  textOf,
} from "./sheet.ts";

export interface SheetRow {
  readonly id: string;
  readonly label: string;
}

export interface SheetGroup {
  readonly id: string;
  readonly name: string | null;
  readonly rows: readonly SheetRow[];
  /** Rows under the figures that are reckoned from them. */
  readonly foot?: readonly {
    readonly id: string;
    readonly label: string;
    readonly cell: (month: string) => ReactNode;
  }[];
}

export interface SheetProps {
  caption: string;
  /** What stands above the names of the rows. */
  corner: string;
  groups: readonly SheetGroup[];
  months: readonly string[];
  isReadOnly: boolean;
  cell: (row: string, month: string) => CellState;
  /** Called once for everything that one deed changed. */
  onChange: (changes: readonly { row: string; month: string; text: string }[]) => void;
}

/** Figures by month, with the keys of a spreadsheet: arrows, Tab, Enter, typing over, paste, fill right and Ctrl+Z. */
export function Sheet({ caption, corner, groups, months, isReadOnly, cell, onChange }: SheetProps) {
  const { t } = useLingui();
  const table = useRef<HTMLTableElement>(null);
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const size = { rows: rows.length, columns: months.length };
  const [range, setRange] = useState<Range | null>(null);
  const undoable = useRef<Change[][]>([]);
  const stateAt = ({ row, column }: Position) => cell(rows[row]?.id ?? "", months[column] ?? "");
  const stands = (at: Position): string => stateAt(at).text;
  const read = (at: Position): string => stateAt(at).text || stateAt(at).ghost;
  const latest = useRef({ stands, read, rows, months, onChange });
  latest.current = { stands, read, rows, months, onChange };

  const apply = useCallback((changes: readonly Change[], isUndo = false) => {
    if (changes.length === 0) return;
    const { rows, months, onChange } = latest.current;
    if (!isUndo) undoable.current.push([...changes]);
    onChange(
      changes.map(({ row, column, text }) => ({
        row: rows[row]?.id ?? "",
        month: months[column] ?? "",
        text,
      })),
    );
  }, []);
  const enter = useCallback(
    (entries: readonly Entry[]) => apply(changesOf(entries, latest.current.stands, latest.current.read)),
    [apply],
  );

  const go = (at: Position, extends_ = false) => {
    setRange((before) => ({ from: extends_ && before ? before.from : at, to: at }));
    const input = table.current?.querySelector<HTMLInputElement>(`[data-at="${at.row} ${at.column}"]`);
    if (extends_) return input?.scrollIntoView({ block: "nearest", inline: "nearest" });
    input?.focus();
    input?.select();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const input = event.target as HTMLInputElement;
    const at = positionOf(input);
    if (!at) return;
    const isEditing = input.dataset.editing === "true";
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key;
    if (isCommand && key.toLowerCase() === "z" && !isEditing) {
      event.preventDefault();
      const last = undoable.current.pop();
      if (last) apply(takenBack(last), true);
      return;
    }
    if (isCommand && key.toLowerCase() === "r" && range) {
      event.preventDefault();
      input.blur();
      enter(filledRight(range, latest.current.read));
      go(at);
      return;
    }
    if (isCommand || event.altKey) return;
    const step = STEPS[key];
    if (step && event.shiftKey && key !== "Enter" && range) {
      if (isEditing) return;
      event.preventDefault();
      go(stepped(range.to, step[0], step[1], size), true);
    } else if (step && !(isEditing && step[1] !== 0)) {
      event.preventDefault();
      const down = key === "Enter" && event.shiftKey ? -1 : step[0];
      go(stepped(at, down, step[1], size));
    } else if (key === "F2") {
      event.preventDefault();
      input.dataset.editing = "true";
      input.setSelectionRange(input.value.length, input.value.length);
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const block = blockOf(event.clipboardData.getData("text/plain"));
    const isSpread = range !== null && cornersAreApart(range);
    if (!range || (!isSpread && block.length === 1 && block[0]?.length === 1)) return;
    event.preventDefault();
    enter(pasted(range, block, size));
  };
  const onCopy = (event: ClipboardEvent) => {
    if (!range || !cornersAreApart(range)) return;
    const { top, bottom, left, right } = cornersOf(range);
    const block: string[][] = [];
    for (let row = top; row <= bottom; row++) {
      const line: string[] = [];
      for (let column = left; column <= right; column++) line.push(read({ row, column }));
      block.push(line);
    }
    event.preventDefault();
    event.clipboardData.setData("text/plain", textOf(block));
  };
  const onFocusCell = useCallback(
    (at: Position) =>
      setRange((before) =>
        before && holds(before, at) && cornersAreApart(before) ? before : { from: at, to: at },
      ),
    [],
  );
  const onEnter = useCallback((at: Position, text: string) => enter([{ ...at, text }]), [enter]);

  let row = -1;
  return (
    // A region that scrolls must be reachable by keyboard.
    <section
      className={styles.scroll}
      aria-label={t`Table: ${caption}`}
      tabIndex={isReadOnly ? 0 : undefined}
    >
      <table
        ref={table}
        className={styles.table}
        onKeyDown={isReadOnly ? undefined : onKeyDown}
        onPaste={isReadOnly ? undefined : onPaste}
        onCopy={onCopy}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {months.map((month) => (
              <th key={month} scope="col">
                <MonthText value={month} />
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.id}>
            {group.name && (
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={months.length + 1}>
                  <span>{group.name}</span>
                </th>
              </tr>
            )}
            {group.rows.map((line) => {
              row += 1;
              const at = row;
              return (
                <tr key={line.id}>
                  <th scope="row">{line.label}</th>
                  {months.map((month, column) => {
                    const state = cell(line.id, month);
                    return (
                      <SheetCell
                        key={month}
                        row={at}
                        column={column}
                        month={month}
                        name={group.name ? `${group.name}, ${line.label}` : line.label}
                        text={state.text}
                        ghost={state.ghost}
                        status={state.status}
                        message={state.message}
                        isReadOnly={isReadOnly}
                        isSelected={
                          range !== null && cornersAreApart(range) && holds(range, { row: at, column })
                        }
                        onEnter={onEnter}
                        onFocusCell={onFocusCell}
                      />
                    );
                  })}
                </tr>
              );
            })}
            {group.foot?.map((line) => (
              <tr key={line.id} className={classes(styles.foot)}>
                <th scope="row">{line.label}</th>
                {months.map((month) => (
                  <td key={month}>{line.cell(month)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

const STEPS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
};

const cornersAreApart = ({ from, to }: Range) => from.row !== to.row || from.column !== to.column;

function positionOf(input: HTMLElement): Position | null {
  const [row, column] = input.dataset.at?.split(" ").map(Number) ?? [];
  return row === undefined || column === undefined ? null : { row, column };
}
