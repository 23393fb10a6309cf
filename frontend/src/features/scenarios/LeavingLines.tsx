import { Trans, useLingui } from "@lingui/react/macro";
import { Picker } from "#ui/Picker.tsx";
import { newLine } from "./form.ts";
import { Lines } from "./Lines.tsx";
import type { PartProps } from "./parts.ts";
import styles from "./Scenarios.module.css";

/** Requests that leave. */
export function LeavingLines({ form, set, choices, errorOf }: PartProps) {
  const { t } = useLingui();
  return (
    <Lines
      title={t`Requests out`}
      explanation={
        <Trans>Requests that would not be done. In earnest only their owners withdraw or park them.</Trans>
      }
      lines={form.requestsOut}
      add={t`Take a request out`}
      onAdd={() => set({ requestsOut: [...form.requestsOut, newLine.requestsOut()] })}
      remove={(place) => t`Keep request ${place} in`}
      onRemove={(key) => set({ requestsOut: form.requestsOut.filter((line) => line.key !== key) })}
    >
      {(line, at) => (
        <div className={styles.wideField}>
          <Picker
            id={`changes.requestsOut.${at}`}
            label={t`Request`}
            placeholder={t`Number or words`}
            options={choices.requests}
            value={line.request}
            onChange={(request) =>
              set({
                requestsOut: form.requestsOut.map((one) =>
                  one.key === line.key ? { ...one, request } : one,
                ),
              })
            }
            error={errorOf(`changes.requestsOut.${at}`)}
          />
        </div>
      )}
    </Lines>
  );
}
