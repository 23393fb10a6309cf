import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId, useState } from "react";
import { classes } from "#lib/classes.ts";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import styles from "./Table.module.css";

export interface Column<Row, Sort extends string = string> {
  id: string;
  header: ReactNode;
  /** Plain text of the header, shown beside the value when rows are stacked on a phone. */
  label?: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** The row's name; exactly one column has it. */
  rowHeader?: boolean;
  /** The server order that a press on the header asks for. */
  sort?: Sort;
  width?: string;
}

export interface TableProps<Row, Sort extends string> {
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Row, Sort>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sorted?: { by: Sort; descending?: boolean };
  onSort?: (by: Sort) => void;
  /** So many rows are in sight at first; a button and paper have the rest. */
  first?: number;
}

/** A plain table: it prints, is found by the browser's search, and becomes a list at 640 px. */
export function Table<Row, Sort extends string = string>({
  caption,
  hideCaption = true,
  columns,
  rows,
  rowKey,
  sorted,
  onSort,
  first = Number.POSITIVE_INFINITY,
}: TableProps<Row, Sort>) {
  const { t } = useLingui();
  const body = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    // A region that scrolls must be reachable by keyboard.
    <section className={styles.scroll} aria-label={t`Table: ${caption}`} tabIndex={0}>
      <table className={classes(styles.table, styles.stacked)}>
        <caption className={hideCaption ? "visually-hidden" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const isSorted = sorted && column.sort === sorted.by;
              return (
                <th
                  key={column.id}
                  scope="col"
                  className={column.align === "end" ? styles.end : undefined}
                  style={column.width ? { width: column.width } : undefined}
                  aria-sort={isSorted ? (sorted.descending ? "descending" : "ascending") : undefined}
                >
                  {column.sort && onSort ? (
                    <button
                      type="button"
                      className={styles.sort}
                      onClick={() => column.sort && onSort(column.sort)}
                    >
                      {column.header}
                      <Icon name="arrow-up" size={13} />
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody id={body}>
          {rows.map((row, at) => (
            <tr key={rowKey(row)} className={!isOpen && at >= first ? styles.folded : undefined}>
              {columns.map((column) => {
                const label = column.label ?? (typeof column.header === "string" ? column.header : undefined);
                return column.rowHeader ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.id}
                    data-label={label}
                    className={column.align === "end" ? styles.end : undefined}
                  >
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > first && (
        <div className={styles.rest}>
          <Button
            look="quiet"
            size="small"
            aria-expanded={isOpen}
            aria-controls={body}
            onPress={() => setOpen(!isOpen)}
          >
            {isOpen ? <Trans>Show fewer</Trans> : <Trans>Show all {rows.length}</Trans>}
          </Button>
        </div>
      )}
    </section>
  );
}
