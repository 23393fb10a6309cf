import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox } from "#ui/Choices.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import { newLine } from "./form.ts";
import { Lines } from "./Lines.tsx";
import { Months } from "./Months.tsx";
import type { PartProps } from "./parts.ts";
import styles from "./Scenarios.module.css";

/** Days more or fewer of a team. */
export function CapacityLines({ form, set, choices, errorOf }: PartProps) {
  const { t } = useLingui();
  const change = (key: string, part: Partial<(typeof form.capacity)[number]>) =>
    set({ capacity: form.capacity.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <Lines
      title={t`Capacity`}
      explanation={
        <Trans>
          Person-days more or fewer of a team in each month. Days bought cost the team's day rate and are the
          board's to decide; others would have to be logged by the team.
        </Trans>
      }
      lines={form.capacity}
      add={t`Add days of a team`}
      onAdd={() => set({ capacity: [...form.capacity, newLine.capacity(choices.firstMonth)] })}
      remove={(place) => t`Remove line ${place} of capacity`}
      onRemove={(key) => set({ capacity: form.capacity.filter((line) => line.key !== key) })}
    >
      {(line, at) => (
        <>
          <Select
            id={`changes.capacity.${at}.team`}
            label={t`Team`}
            placeholder={t`Choose`}
            options={choices.teams}
            value={line.team}
            onChange={(team) => change(line.key, { team })}
            error={errorOf(`changes.capacity.${at}.team`)}
          />
          <TextField
            id={`changes.capacity.${at}.days`}
            label={t`Days in each month`}
            placeholder={t`20, or -5 for fewer`}
            inputMode="text"
            value={line.days}
            onChange={(days) => change(line.key, { days })}
            error={errorOf(`changes.capacity.${at}.days`)}
          />
          <Months
            path={`changes.capacity.${at}`}
            months={choices.months}
            line={line}
            onChange={(months) => change(line.key, months)}
            errorOf={errorOf}
          />
          {!line.days.trim().startsWith("-") && (
            <div className={styles.wholeRow}>
              <Checkbox isSelected={line.bought} onChange={(bought) => change(line.key, { bought })}>
                <Trans>bought at the team's day rate</Trans>
              </Checkbox>
            </div>
          )}
        </>
      )}
    </Lines>
  );
}
