import { useSyncExternalStore } from "react";

const QUERY = "(max-width: 760px)";
const subscribe = (listener: () => void) => {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

/** Whether the window is a phone's: a list of another build, where restyling the wide one would not do. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(subscribe, () => window.matchMedia(QUERY).matches);
