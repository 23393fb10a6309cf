import { Trans, useLingui } from "@lingui/react/macro";
import { useViewer } from "#app/viewer.tsx";
import { percentText } from "#lib/format.ts";
import { decimalText, numberTyped } from "#lib/numbers.ts";
import { Choices } from "#ui/Choices.tsx";
import { useLocale, useMoney } from "#ui/Money.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import { monthlySum, type Worth, type WorthKind } from "./form.ts";
import styles from "./Intake.module.css";

export interface WorthHelperProps {
  worth: Worth;
  onChange: (worth: Worth) => void;
  /** What is wrong, by the field's id. */
  errorOf: (field: string) => string | null;
}

/** Roughly how much, asked in units that people know; the sum is shown as the benefit that it becomes. */
export function WorthHelper({ worth, onChange, errorOf }: WorthHelperProps) {
  const { t } = useLingui();
  const { currency } = useViewer();
  const locale = useLocale();
  const money = useMoney();
  const set = (change: Partial<Worth>) => onChange({ ...worth, ...change });
  const sum = monthlySum(worth, (text) => numberTyped(text, locale));
  const amount = (value: number) => money({ amount: decimalText(value), currency });
  const counts: Record<Exclude<WorthKind, "UNKNOWN">, string> = {
    HOURS: t`Hours saved a month, by everybody together`,
    CASES: t`Cases a month`,
    MONEY: t`Money a month`,
  };
  return (
    <div className={styles.worth} id="worth-kind" tabIndex={-1}>
      <Choices
        label={t`Roughly how much?`}
        hint={t`A rough figure is enough. Promising more does not move a request up.`}
        error={errorOf("worth-kind")}
        value={worth.kind}
        onChange={(kind) => set({ kind })}
        options={[
          { id: "HOURS", label: t`Hours of work` },
          { id: "CASES", label: t`Cases, orders, errors …` },
          { id: "MONEY", label: t`Money` },
          {
            id: "UNKNOWN",
            label: t`I cannot say yet`,
            hint: t`The owner of the unit is asked for it later.`,
          },
        ]}
      />
      {worth.kind && worth.kind !== "UNKNOWN" && (
        <>
          <div className={styles.pair}>
            <TextField
              id="worth-count"
              label={counts[worth.kind]}
              inputMode="decimal"
              value={worth.count}
              onChange={(count) => set({ count })}
              error={errorOf("worth-count")}
              after={worth.kind === "MONEY" ? currency : undefined}
            />
            {worth.kind !== "MONEY" && (
              <TextField
                id="worth-rate"
                label={worth.kind === "HOURS" ? t`What an hour costs` : t`What each one brings or saves`}
                inputMode="decimal"
                value={worth.rate}
                onChange={(rate) => set({ rate })}
                error={errorOf("worth-rate")}
                after={currency}
              />
            )}
            <Select
              label={t`How sure are you?`}
              value={worth.sure}
              onChange={(sure) => set({ sure })}
              options={[
                { id: "FAIR", label: t`Fairly sure`, hint: t`give or take ${percentText(0.2, locale)}` },
                { id: "ROUGH", label: t`Roughly`, hint: t`give or take half` },
                { id: "GUESS", label: t`A guess`, hint: t`give or take ${percentText(0.8, locale)}` },
              ]}
            />
            <TextField
              id="worth-months"
              label={t`For how many months`}
              inputMode="numeric"
              value={worth.months}
              onChange={(months) => set({ months })}
              error={errorOf("worth-months")}
            />
          </div>
          <output className={styles.sum} aria-live="polite">
            {sum ? (
              <>
                <strong>
                  <Trans>{amount(sum.likely)} a month</Trans>
                </strong>
                <span>
                  <Trans>
                    between {amount(sum.low)} and {amount(sum.high)}
                  </Trans>
                </span>
              </>
            ) : (
              <span>
                <Trans>The sum appears here.</Trans>
              </span>
            )}
          </output>
        </>
      )}
    </div>
  );
}
