import { Trans, useLingui } from "@lingui/react/macro";
import { Picker } from "#ui/Picker.tsx";
import { Select } from "#ui/Select.tsx";
import { newLine } from "./form.ts";
import { Lines } from "./Lines.tsx";
import type { PartProps } from "./parts.ts";
import styles from "./Scenarios.module.css";

/** Requests at another place of their unit's list. */
export function OrderLines({ form, set, choices, errorOf }: PartProps) {
  const { t } = useLingui();
  const ranked = choices.requests.filter(({ isRanked }) => isRanked);
  const change = (key: string, part: Partial<(typeof form.moves)[number]>) =>
    set({ moves: form.moves.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <>
      {form.order.length > 0 && (
        <Lines
          title={t`Lists of units`}
          explanation={<Trans>Taken over from the scenario that this one is made from.</Trans>}
          lines={form.order}
          remove={(place) => t`Remove list ${place}`}
          onRemove={(key) => set({ order: form.order.filter((line) => line.key !== key) })}
        >
          {(line) => <p>{line.text}</p>}
        </Lines>
      )}
      <Lines
        title={t`Order`}
        explanation={
          <Trans>
            A request at another place of its unit's list. In earnest only the unit's owners rank.
          </Trans>
        }
        lines={form.moves}
        add={t`Move a request`}
        onAdd={() => set({ moves: [...form.moves, newLine.moves()] })}
        remove={(place) => t`Remove move ${place}`}
        onRemove={(key) => set({ moves: form.moves.filter((line) => line.key !== key) })}
      >
        {(line, at) => {
          const unit = ranked.find(({ id }) => id === line.request)?.unit;
          return (
            <>
              <div className={styles.wideField}>
                <Picker
                  id={`changes.moves.${at}.request`}
                  label={t`Request`}
                  placeholder={t`Number or words`}
                  options={ranked}
                  value={line.request}
                  onChange={(request) => change(line.key, { request, after: null })}
                  error={errorOf(`changes.moves.${at}.request`)}
                />
              </div>
              <Select
                label={t`To`}
                options={[
                  { id: "top", label: t`the top of its list` },
                  { id: "below", label: t`below another one` },
                ]}
                value={line.toTop ? "top" : "below"}
                onChange={(to) => change(line.key, { toTop: to === "top", after: null })}
              />
              {!line.toTop && (
                <div className={styles.wideField}>
                  <Picker
                    // The list that it offers is the chosen request's.
                    key={line.request}
                    id={`changes.moves.${at}.after`}
                    label={t`Below`}
                    placeholder={unit ? t`Number or words` : t`Choose the request first`}
                    options={ranked.filter((one) => one.unit === unit && one.id !== line.request)}
                    value={line.after}
                    onChange={(after) => change(line.key, { after })}
                    error={errorOf(`changes.moves.${at}.after`)}
                  />
                </div>
              )}
            </>
          );
        }}
      </Lines>
    </>
  );
}
