import { Trans, useLingui } from "@lingui/react/macro";
import { Picker } from "#ui/Picker.tsx";
import { Select } from "#ui/Select.tsx";
import { newLine } from "./form.ts";
import { Lines } from "./Lines.tsx";
import type { PartProps } from "./parts.ts";
import styles from "./Scenarios.module.css";

/** Open priority questions, taken as decided. */
export function OptionLines({ form, set, choices, errorOf }: PartProps) {
  const { t } = useLingui();
  if (choices.questions.length === 0 && form.options.length === 0) return null;
  const change = (key: string, part: Partial<(typeof form.options)[number]>) =>
    set({ options: form.options.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <Lines
      title={t`Open priority questions`}
      explanation={
        <Trans>What if a question were answered so? In earnest those answer whom the question asks.</Trans>
      }
      lines={form.options}
      add={t`Take a question as decided`}
      onAdd={() => set({ options: [...form.options, newLine.options()] })}
      remove={(place) => t`Leave question ${place} open`}
      onRemove={(key) => set({ options: form.options.filter((line) => line.key !== key) })}
    >
      {(line, at) => {
        const question = choices.questions.find(({ id }) => id === line.question);
        return (
          <>
            <div className={styles.wideField}>
              <Picker
                id={`changes.options.${at}.question`}
                label={t`Question`}
                placeholder={t`Number or words`}
                options={choices.questions}
                value={line.question}
                onChange={(chosen) => change(line.key, { question: chosen, option: null })}
              />
            </div>
            <div className={styles.wideField}>
              <Select
                id={`changes.options.${at}`}
                label={t`Option`}
                placeholder={question ? t`Choose` : t`Choose the question first`}
                options={question?.options ?? []}
                value={line.option}
                onChange={(option) => change(line.key, { option })}
                isDisabled={!question}
                error={errorOf(`changes.options.${at}`)}
              />
            </div>
          </>
        );
      }}
    </Lines>
  );
}
