import type { Move } from "./order.ts";

export interface PendingMove extends Move {
  readonly reason: string | null;
  /** Who stood above before; undefined when the request was not in the list. */
  readonly from: string | null | undefined;
  /** An undo offers no undo of itself. */
  readonly isUndo: boolean;
}

/** Steps with the keyboard follow each other within this; they go out as one move. */
const HOLD_MS = 280;

interface Waiting {
  move: PendingMove;
  due: number;
}

/**
 * Moves that the server has not answered yet, sent one at a time in the order given. Steps of one request that follow
 * each other quickly become one move. When one is refused, those behind it are given up too: they were decided on a
 * list that never was.
 */
export class MoveQueue {
  #waiting: readonly Waiting[] = [];
  #moves: readonly PendingMove[] = [];
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  readonly #send: (move: PendingMove) => Promise<boolean>;

  constructor(send: (move: PendingMove) => Promise<boolean>) {
    this.#send = send;
  }

  get = (): readonly PendingMove[] => this.#moves;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** A `step` waits a moment for the next one. */
  add(move: PendingMove, isStep: boolean): void {
    const last = this.#waiting.at(-1);
    const isLastUnsent = last && !(this.#isSending && this.#waiting.length === 1);
    const due = isStep ? Date.now() + HOLD_MS : 0;
    if (isStep && isLastUnsent && last.move.request === move.request && last.due > 0) {
      const folded = { ...move, from: last.move.from };
      const isBack = folded.from === folded.after;
      this.#become([...this.#waiting.slice(0, -1), ...(isBack ? [] : [{ move: folded, due }])]);
    } else this.#become([...this.#waiting, { move, due }]);
    this.#next();
  }

  /** Sends what still waits for further steps, for instance when the screen is left. */
  flush(): void {
    this.#become(this.#waiting.map(({ move }) => ({ move, due: 0 })));
    this.#next();
  }

  #become(waiting: readonly Waiting[]): void {
    this.#waiting = waiting;
    this.#moves = waiting.map(({ move }) => move);
    for (const listener of this.#listeners) listener();
  }

  #next(): void {
    clearTimeout(this.#timer);
    const head = this.#waiting[0];
    if (!head || this.#isSending) return;
    const pause = this.#waiting.length > 1 ? 0 : head.due - Date.now();
    if (pause > 0) {
      this.#timer = setTimeout(() => this.#next(), pause);
      return;
    }
    this.#isSending = true;
    void this.#send(head.move).then((accepted) => {
      this.#isSending = false;
      this.#become(accepted ? this.#waiting.slice(1) : []);
      this.#next();
    });
  }
}
