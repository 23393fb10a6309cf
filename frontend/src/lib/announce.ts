let region: HTMLElement | null = null;
let waiting: ReturnType<typeof setTimeout> | null = null;
let latest = "";

/** Tells a screen reader the newest of what happened, at most once per 150 ms, so that key repeat does not flood it. */
export function announce(text: string): void {
  latest = text;
  if (!region) {
    region = document.createElement("div");
    region.className = "visually-hidden";
    region.setAttribute("aria-live", "polite");
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  if (waiting) return;
  waiting = setTimeout(() => {
    waiting = null;
    if (region) region.textContent = latest;
  }, 150);
}
