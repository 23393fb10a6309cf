import { useState } from "react";

/** Whether something is shown: as this reader last chose on this device, until then as `initially` says. */
export function useKeptChoice(key: string, initially: boolean): [boolean, (chosen: boolean) => void] {
  const [chosen, choose] = useState(() => {
    const kept = localStorage.getItem(key);
    return kept === null ? null : kept === "yes";
  });
  const keep = (choice: boolean) => {
    localStorage.setItem(key, choice ? "yes" : "no");
    choose(choice);
  };
  return [chosen ?? initially, keep];
}
