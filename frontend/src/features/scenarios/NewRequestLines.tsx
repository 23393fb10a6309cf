import { Trans, useLingui } from "@lingui/react/macro";
import { useViewer } from "#app/viewer.tsx";
import { Button, IconButton } from "#ui/Button.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Picker } from "#ui/Picker.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import { type EffortLine, type NewRequestLine, newLine } from "./form.ts";
import { Lines } from "./Lines.tsx";
import type { PartProps } from "./parts.ts";
import styles from "./Scenarios.module.css";

/** Requests that only the scenario knows. */
export function NewRequestLines({ form, set, choices, errorOf }: PartProps) {
  const { t } = useLingui();
  const { currency } = useViewer();
  const change = (key: string, part: Partial<NewRequestLine>) =>
    set({ requestsIn: form.requestsIn.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <Lines
      title={t`Requests in`}
      explanation={
        <Trans>
          Work that nobody has requested yet. It counts only in this scenario; in earnest it is submitted,
          estimated and ranked like any other.
        </Trans>
      }
      lines={form.requestsIn}
      add={t`Add a request`}
      onAdd={() => set({ requestsIn: [...form.requestsIn, newLine.requestsIn()] })}
      remove={(place) => t`Remove new request ${place}`}
      onRemove={(key) => set({ requestsIn: form.requestsIn.filter((line) => line.key !== key) })}
    >
      {(line, at) => {
        const path = `changes.requestsIn.${at}`;
        return (
          <>
            <div className={styles.wideField}>
              <TextField
                id={`${path}.title`}
                label={t`Title`}
                value={line.title}
                onChange={(title) => change(line.key, { title })}
                error={errorOf(`${path}.title`)}
              />
            </div>
            <Select
              id={`${path}.unit`}
              label={t`Unit`}
              placeholder={t`Choose`}
              options={choices.units}
              value={line.unit}
              onChange={(unit) => change(line.key, { unit, after: null })}
              error={errorOf(`${path}.unit`)}
            />
            <TextField
              id={`${path}.value`}
              label={t`Value in the valuation period`}
              optional
              inputMode="decimal"
              after={currency}
              value={line.value}
              onChange={(value) => change(line.key, { value })}
              error={errorOf(`${path}.value`)}
            />
            <TextField
              id={`${path}.oneOffCost`}
              label={t`One-off cost`}
              optional
              inputMode="decimal"
              after={currency}
              value={line.oneOffCost}
              onChange={(oneOffCost) => change(line.key, { oneOffCost })}
              error={errorOf(`${path}.oneOffCost`)}
            />
            <TextField
              id={`${path}.deadline`}
              label={t`Deadline`}
              optional
              type="date"
              value={line.deadline}
              onChange={(deadline) => change(line.key, { deadline })}
              error={errorOf(`${path}.deadline`)}
            />
            <Select
              label={t`Stands in the list`}
              options={[
                { id: "END", label: t`at the end` },
                { id: "TOP", label: t`at the top` },
                { id: "BELOW", label: t`below another one` },
              ]}
              value={line.stands}
              onChange={(stands) =>
                change(line.key, { stands: stands as NewRequestLine["stands"], after: null })
              }
            />
            {line.stands === "BELOW" && (
              <div className={styles.wideField}>
                <Picker
                  key={line.unit}
                  id={`${path}.after`}
                  label={t`Below`}
                  placeholder={line.unit ? t`Number or words` : t`Choose the unit first`}
                  options={choices.requests.filter((one) => one.isRanked && one.unit === line.unit)}
                  value={line.after}
                  onChange={(after) => change(line.key, { after })}
                  error={errorOf(`${path}.after`)}
                />
              </div>
            )}
            <Efforts
              path={path}
              efforts={line.efforts}
              teams={choices.teams}
              errorOf={errorOf}
              onChange={(efforts) => change(line.key, { efforts })}
            />
          </>
        );
      }}
    </Lines>
  );
}

interface EffortsProps {
  path: string;
  efforts: EffortLine[];
  teams: PartProps["choices"]["teams"];
  errorOf: PartProps["errorOf"];
  onChange: (efforts: EffortLine[]) => void;
}

/** Whose days it takes; at least one team's. */
function Efforts({ path, efforts, teams, errorOf, onChange }: EffortsProps) {
  const { t } = useLingui();
  const change = (key: string, part: Partial<EffortLine>) =>
    onChange(efforts.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <fieldset className={styles.efforts}>
      <legend>
        <Trans>Effort</Trans>
      </legend>
      {efforts.map((effort, at) => (
        <div key={effort.key} className={styles.effort}>
          <Select
            id={`${path}.efforts.${at}.team`}
            label={t`Team`}
            placeholder={t`Choose`}
            options={teams}
            value={effort.team}
            onChange={(team) => change(effort.key, { team })}
            error={errorOf(`${path}.efforts.${at}.team`)}
          />
          <TextField
            id={`${path}.efforts.${at}.days`}
            label={t`Days in all`}
            inputMode="decimal"
            value={effort.days}
            onChange={(days) => change(effort.key, { days })}
            error={errorOf(`${path}.efforts.${at}.days`)}
          />
          {efforts.length > 1 && (
            <IconButton
              label={t`Remove team ${at + 1}`}
              size="small"
              onPress={() => onChange(efforts.filter(({ key }) => key !== effort.key))}
            >
              <Icon name="close" size={16} />
            </IconButton>
          )}
        </div>
      ))}
      <div>
        <Button size="small" look="quiet" onPress={() => onChange([...efforts, newLine.efforts()])}>
          <Trans>Add another team</Trans>
        </Button>
      </div>
    </fieldset>
  );
}
