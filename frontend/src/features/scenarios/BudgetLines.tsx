import { Trans, useLingui } from "@lingui/react/macro";
import { useViewer } from "#app/viewer.tsx";
import { TextField } from "#ui/TextField.tsx";
import { newLine } from "./form.ts";
import { Lines } from "./Lines.tsx";
import { Months } from "./Months.tsx";
import type { PartProps } from "./parts.ts";

/** Another budget in some months. */
export function BudgetLines({ form, set, choices, errorOf }: PartProps) {
  const { t } = useLingui();
  const { currency } = useViewer();
  const change = (key: string, part: Partial<(typeof form.budgets)[number]>) =>
    set({ budgets: form.budgets.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <Lines
      title={t`Budget`}
      explanation={<Trans>What may be spent on one-off cost in each month. The board decides it.</Trans>}
      lines={form.budgets}
      add={t`Add a budget`}
      onAdd={() => set({ budgets: [...form.budgets, newLine.budgets(choices.firstMonth)] })}
      remove={(place) => t`Remove line ${place} of the budget`}
      onRemove={(key) => set({ budgets: form.budgets.filter((line) => line.key !== key) })}
    >
      {(line, at) => (
        <>
          <TextField
            id={`changes.budgets.${at}.amount`}
            label={t`Amount in each month`}
            inputMode="decimal"
            after={currency}
            value={line.amount}
            onChange={(amount) => change(line.key, { amount })}
            error={errorOf(`changes.budgets.${at}.amount`)}
          />
          <Months
            path={`changes.budgets.${at}`}
            months={choices.months}
            line={line}
            onChange={(months) => change(line.key, months)}
            errorOf={errorOf}
          />
        </>
      )}
    </Lines>
  );
}
