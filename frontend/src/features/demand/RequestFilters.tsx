import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { Checkbox } from "#ui/Choices.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Select } from "#ui/Select.tsx";
import { type RequestState, STATE_NAMES } from "#ui/StateBadge.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { RequestFilters_choices$key } from "./__generated__/RequestFilters_choices.graphql.ts";
import styles from "./Requests.module.css";
import { type RequestOrder, STATES } from "./states.ts";

export interface RequestsSearch {
  text?: string;
  unit?: string;
  team?: string;
  states?: RequestState[];
  order?: RequestOrder;
  mine?: true;
  followed?: true;
  needsEstimate?: true;
}

export interface RequestFiltersProps {
  query: RequestFilters_choices$key;
  search: RequestsSearch;
  onChange: (change: Partial<RequestsSearch>) => void;
}

const ANY = "any";
/** How long typing must pause before the list follows. */
const PAUSE_MS = 250;

export function RequestFilters({ query, search, onChange }: RequestFiltersProps) {
  const { t, i18n } = useLingui();
  const viewer = useViewer();
  const { units } = useFragment(
    graphql`
      fragment RequestFilters_choices on Query {
        units {
          id
          code
          name
        }
      }
    `,
    query,
  );
  const orders: Record<RequestOrder, string> = {
    NEWEST: t`Newest first`,
    OLDEST: t`Oldest first`,
    KEY: t`By number`,
    TITLE: t`By title`,
    PLACE: t`By place in the portfolio`,
    VALUE: t`By promised value`,
    NEXT_UPDATE: t`By next update`,
  };
  return (
    <search className={styles.filters}>
      <Words value={search.text ?? ""} onChange={(text) => onChange({ text: text || undefined })} />
      <Select
        label={t`Unit`}
        value={search.unit ?? ANY}
        onChange={(unit) => onChange({ unit: unit === ANY ? undefined : unit })}
        options={[
          { id: ANY, label: t`All units` },
          ...units.map(({ code, name }) => ({ id: code, label: name })),
        ]}
      />
      <Select
        label={t`State`}
        value={search.states?.[0] ?? ANY}
        onChange={(state) => onChange({ states: state === ANY ? undefined : [state as RequestState] })}
        options={[
          { id: ANY, label: t`All states` },
          ...STATES.map((state) => ({ id: state as string, label: i18n._(STATE_NAMES[state]) })),
        ]}
      />
      <Select
        label={t`Order`}
        value={search.order ?? "NEWEST"}
        onChange={(order) => onChange({ order })}
        options={(Object.keys(orders) as RequestOrder[]).map((id) => ({ id, label: orders[id] }))}
      />
      <div className={styles.switches}>
        <Checkbox isSelected={search.mine ?? false} onChange={(on) => onChange({ mine: on || undefined })}>
          <Trans>Mine</Trans>
        </Checkbox>
        <Checkbox
          isSelected={search.followed ?? false}
          onChange={(on) => onChange({ followed: on || undefined })}
        >
          <Trans>Followed</Trans>
        </Checkbox>
        {viewer.is("IT") && (
          <Checkbox
            isSelected={search.needsEstimate ?? false}
            onChange={(on) => onChange({ needsEstimate: on || undefined })}
          >
            <Trans>Needs an estimate</Trans>
          </Checkbox>
        )}
      </div>
    </search>
  );
}

function Words({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextField
      label={t`Find`}
      type="search"
      placeholder={t`Words or number`}
      value={typed}
      onChange={setTyped}
      before={<Icon name="search" size={16} />}
    />
  );
}
