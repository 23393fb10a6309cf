import { useCallback, useRef, useState } from "react";

export interface Typed {
  readonly text: string;
  readonly status: "saving" | "failed";
  readonly message?: string;
}

/** What was typed into cells and is not yet saved: on its way, or refused and kept so that nobody types it twice. */
export function useTyped() {
  const [cells, setCells] = useState<ReadonlyMap<string, Typed>>(new Map());
  const latest = useRef(cells);
  const change = useCallback((act: (cells: Map<string, Typed>) => void) => {
    const next = new Map(latest.current);
    act(next);
    latest.current = next;
    setCells(next);
  }, []);
  const type = useCallback(
    (keys: readonly (readonly [key: string, text: string])[]) =>
      change((cells) => {
        for (const [key, text] of keys) cells.set(key, { text, status: "saving" });
      }),
    [change],
  );
  /** Saved: forgets the text unless something else was typed meanwhile. */
  const saved = useCallback(
    (keys: readonly (readonly [key: string, text: string])[]) =>
      change((cells) => {
        for (const [key, text] of keys) if (cells.get(key)?.text === text) cells.delete(key);
      }),
    [change],
  );
  const failed = useCallback(
    (keys: readonly (readonly [key: string, text: string])[], message: string) =>
      change((cells) => {
        for (const [key, text] of keys) {
          if (cells.get(key)?.text === text) cells.set(key, { text, status: "failed", message });
        }
      }),
    [change],
  );
  const forget = useCallback(() => change((cells) => cells.clear()), [change]);
  return { cells, latest, type, saved, failed, forget };
}

export const cellKey = (row: string, month: string): string => `${row} ${month}`;
