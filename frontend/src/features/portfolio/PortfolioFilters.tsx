import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Icon } from "#ui/Icon.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import styles from "./Portfolio.module.css";
import type { Grouping, PortfolioView, Standing } from "./views.ts";

const ANY = "any";
const PAUSE_MS = 150;

export interface PortfolioFiltersProps {
  view: PortfolioView;
  units: readonly { readonly code: string; readonly name: string }[];
  teams: readonly { readonly code: string; readonly name: string }[];
  onView: (change: PortfolioView) => void;
}

export function PortfolioFilters({ view, units, teams, onView }: PortfolioFiltersProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(view.filter ?? "");
  const filter = view.filter ?? "";
  useEffect(() => setTyped(filter), [filter]);
  useEffect(() => {
    if (typed === filter) return;
    const timer = setTimeout(() => onView({ filter: typed || undefined }), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  const optional = (id: string) => (id === ANY ? undefined : id);
  return (
    <search className={styles.filters}>
      <TextField
        label={t`Find`}
        type="search"
        placeholder={t`Words or number`}
        value={typed}
        onChange={setTyped}
        before={<Icon name="search" size={16} />}
      />
      <Select
        label={t`Unit`}
        value={view.unit ?? ANY}
        onChange={(unit) => onView({ unit: optional(unit) })}
        options={[
          { id: ANY, label: t`All units` },
          ...units.map(({ code, name }) => ({ id: code, label: name })),
        ]}
      />
      <Select
        label={t`Team`}
        value={view.team ?? ANY}
        onChange={(team) => onView({ team: optional(team) })}
        options={[
          { id: ANY, label: t`All teams` },
          ...teams.map(({ code, name }) => ({ id: code, label: name })),
        ]}
      />
      <Select
        label={t`Shown`}
        value={view.standing ?? ANY}
        onChange={(standing) => onView({ standing: optional(standing) as Standing | undefined })}
        options={[
          { id: ANY, label: t`Everything` },
          { id: "COMMITTED", label: t`Sure to be in the plan` },
          { id: "LIKELY", label: t`Likely in the plan` },
          { id: "UNLIKELY", label: t`Planned, but unlikely` },
          { id: "NOT_IN_PLAN", label: t`Not in this plan` },
          { id: "RANKED", label: t`Not decided yet` },
          { id: "DECIDED", label: t`Committed or in delivery` },
        ]}
      />
      {!view.picture && (
        <Select
          label={t`Group`}
          value={view.group ?? ANY}
          onChange={(group) => onView({ group: optional(group) as Grouping | undefined })}
          options={[
            { id: ANY, label: t`One list` },
            { id: "unit", label: t`By unit` },
            { id: "team", label: t`By team` },
          ]}
        />
      )}
    </search>
  );
}
