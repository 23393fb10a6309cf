export interface ToastAction {
  /** Says what it undoes or opens: "Undo: move REQ-12 to rank 3". */
  label: string;
  onPress: () => void;
}

export interface Toast {
  id: number;
  tone: "neutral" | "good" | "bad";
  text: string;
  action?: ToastAction;
}

/** Undo stays reachable for this long. */
const SHOWN_MS = 10_000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

const changeTo = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};

export const toastStore = {
  get: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

export const dismissToast = (id: number): void => changeTo(toasts.filter((toast) => toast.id !== id));

/** Says something at the foot of the screen; refusals stay until dismissed. */
export function showToast(
  text: string,
  options: { tone?: Toast["tone"]; action?: ToastAction } = {},
): number {
  last += 1;
  const toast: Toast = { id: last, tone: options.tone ?? "neutral", text, action: options.action };
  changeTo([...toasts.slice(-2), toast]);
  if (toast.tone !== "bad") setTimeout(() => dismissToast(toast.id), SHOWN_MS);
  return toast.id;
}

/** Ctrl+Z outside a text field presses the newest toast's action. */
export function undoNewest(): boolean {
  const newest = toasts.findLast((toast) => toast.action);
  if (!newest?.action) return false;
  dismissToast(newest.id);
  newest.action.onPress();
  return true;
}
