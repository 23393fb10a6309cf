/** The rules of a grid that behaves like a spreadsheet: positions, blocks, filling and taking back. */

export interface Position {
  readonly row: number;
  readonly column: number;
}

export interface Range {
  readonly from: Position;
  readonly to: Position;
}

export interface Entry extends Position {
  readonly text: string;
}

/** An entry with what stood there before, so that it can be taken back. */
export interface Change extends Entry {
  readonly before: string;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));

export const stepped = (at: Position, rows: number, columns: number, size: Size): Position => ({
  row: within(at.row + rows, size.rows),
  column: within(at.column + columns, size.columns),
});

/** The corners in order, whichever way it was drawn. */
export const cornersOf = ({
  from,
  to,
}: Range): { top: number; bottom: number; left: number; right: number } => ({
  top: Math.min(from.row, to.row),
  bottom: Math.max(from.row, to.row),
  left: Math.min(from.column, to.column),
  right: Math.max(from.column, to.column),
});

export const holds = (range: Range, { row, column }: Position): boolean => {
  const { top, bottom, left, right } = cornersOf(range);
  return row >= top && row <= bottom && column >= left && column <= right;
};

/** What a sheet puts on the clipboard: tabs between cells, a line for each row, often one more line end. */
export const blockOf = (text: string): string[][] =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.split("\t").map((cell) => cell.trim()));

export const textOf = (block: readonly (readonly string[])[]): string =>
  block.map((row) => row.join("\t")).join("\n");

/** A block laid over the grid; what hangs over the edge and what is empty falls away. One cell fills a whole range. */
export function pasted(range: Range, block: readonly (readonly string[])[], size: Size): Entry[] {
  const { top, bottom, left, right } = cornersOf(range);
  const single = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined;
  const entries: Entry[] = [];
  if (single !== undefined) {
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) entries.push({ row, column, text: single });
  } else {
    for (const [down, line] of block.entries())
      for (const [across, text] of line.entries())
        entries.push({ row: top + down, column: left + across, text });
  }
  return entries.filter(({ row, column, text }) => text !== "" && row < size.rows && column < size.columns);
}

/** The leftmost column of the range goes to all of it; a single cell takes what stands to its left. */
export function filledRight(range: Range, read: (at: Position) => string): Entry[] {
  const { top, bottom, left, right } = cornersOf(range);
  const source = left === right ? left - 1 : left;
  if (source < 0) return [];
  const entries: Entry[] = [];
  for (let row = top; row <= bottom; row++) {
    const text = read({ row, column: source });
    for (let column = source + 1; column <= right; column++) {
      if (text !== "") entries.push({ row, column, text });
    }
  }
  return entries;
}

/**
 * Only what changes something, each with what stood there before. Saying what was merely assumed is a change, so what
 * is saved (`stands`) is compared, while what is shown (`read`) is what one goes back to.
 */
export const changesOf = (
  entries: readonly Entry[],
  stands: (at: Position) => string,
  read: (at: Position) => string = stands,
): Change[] =>
  entries.filter((entry) => entry.text !== stands(entry)).map((entry) => ({ ...entry, before: read(entry) }));

export const takenBack = (changes: readonly Change[]): Change[] =>
  changes.map(({ row, column, text, before }) => ({ row, column, text: before, before: text }));
