const KEPT = "mandate.recents";
const MOST = 8;

/** A screen where somebody was: its address and what it was called. */
export interface Recent {
  readonly href: string;
  readonly title: string;
}

const isRecent = (value: unknown): value is Recent =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Recent).href === "string" &&
  typeof (value as Recent).title === "string";

/** The screens visited last on this device, the newest first. */
export function recents(): readonly Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Remembers a visit. A device that keeps nothing just has no recents. */
export function visited(visit: Recent): void {
  const rest = recents().filter(({ href }) => href !== visit.href);
  try {
    localStorage.setItem(KEPT, JSON.stringify([visit, ...rest].slice(0, MOST)));
  } catch {
    // Private windows may refuse; nothing depends on it.
  }
}

/** Forgets everything, as signing out does. */
export function forgetVisits(): void {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // As above.
  }
}
