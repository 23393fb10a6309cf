import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Icon } from "#ui/Icon.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import styles from "./Ranking.module.css";
import type { Sort } from "./sorting.ts";

export interface View {
  filter?: string;
  sort?: Sort;
}

/** How long typing must pause before the list follows. */
const PAUSE_MS = 150;

/** Finding in a list that the browser's own search cannot see whole, and looking at it in another order. */
export function RankingView({ view, onView }: { view: View; onView: (change: View) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(view.filter ?? "");
  const filter = view.filter ?? "";
  useEffect(() => setTyped(filter), [filter]);
  useEffect(() => {
    if (typed === filter) return;
    const timer = setTimeout(() => onView({ filter: typed || undefined }), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <search className={styles.view}>
      <TextField
        label={t`Find in this list`}
        hideLabel
        type="search"
        placeholder={t`Find by words or number`}
        value={typed}
        onChange={setTyped}
        before={<Icon name="search" size={16} />}
      />
      <Select
        label={t`Order shown`}
        hideLabel
        value={view.sort ?? "rank"}
        onChange={(sort) => onView({ sort: sort === "rank" ? undefined : (sort as Sort) })}
        options={[
          { id: "rank", label: t`In ranked order` },
          { id: "value", label: t`Largest value first` },
          { id: "age", label: t`Longest waiting first` },
          { id: "effort", label: t`Smallest effort first` },
        ]}
      />
    </search>
  );
}
