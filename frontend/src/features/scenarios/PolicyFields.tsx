import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { numberText } from "#lib/format.ts";
import { useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { PolicyFields_policy$key } from "./__generated__/PolicyFields_policy.graphql.ts";
import { inPercent, isShare, type SettingName } from "./form.ts";
import type { PartProps } from "./parts.ts";
import styles from "./Scenarios.module.css";

const LABELS: Record<SettingName, readonly [label: MessageDescriptor, unit: MessageDescriptor | null]> = {
  commitShare: [msg`Effort in the plan that defines the commit line`, msg`%`],
  requestShareOfTeam: [msg`Largest part of a team's month for one request`, msg`%`],
  smallItemDays: [msg`Largest effort for the quick-win lane`, msg`days`],
  smallLanePercent: [msg`Part of the portfolio for the quick-win lane`, msg`%`],
  mandatoryWeight: [msg`Weight of what law or regulator require`, null],
  decideByMonths: [msg`Months in which a request is decided or confirmed anew`, msg`months`],
  displayedMonths: [msg`Months that the plan shows`, msg`months`],
};

export interface PolicyFieldsProps extends Omit<PartProps, "choices"> {
  policy: PolicyFields_policy$key;
}

/** Other rules; an empty field means as now. */
export function PolicyFields({ form, set, errorOf, policy }: PolicyFieldsProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const now = useFragment(
    graphql`
      fragment PolicyFields_policy on Policy {
        commitShare
        requestShareOfTeam
        smallItemDays
        smallLanePercent
        mandatoryWeight
        decideByMonths
        displayedMonths
        calibrateEfforts
        entitlements {
          weight
          unit {
            id
            name
          }
        }
      }
    `,
    policy,
  );
  const typed =
    Object.values(form.settings).some((text) => text.trim() !== "") ||
    Object.values(form.weights).some((text) => text.trim() !== "") ||
    form.calibrateEfforts !== "as-now";
  return (
    <Card title={t`Policy`}>
      <p className={styles.soft}>
        <Trans>Other weights and rules. The board decides them. An empty field means as now.</Trans>
      </p>
      <details className={styles.details} open={typed || undefined}>
        <summary>
          <Trans>Each unit's weight</Trans>
        </summary>
        <div className={styles.fields}>
          {now.entitlements.map(({ unit, weight }) => (
            <TextField
              key={unit.id}
              id={`changes.policy.entitlements.${unit.id}`}
              label={unit.name}
              inputMode="decimal"
              placeholder={t`now ${numberText(weight, locale, 2)}`}
              value={form.weights[unit.id] ?? ""}
              onChange={(text) => set({ weights: { ...form.weights, [unit.id]: text } })}
              error={errorOf(`changes.policy.entitlements.${unit.id}`)}
            />
          ))}
        </div>
      </details>
      <details className={styles.details} open={typed || undefined}>
        <summary>
          <Trans>Rules of the order and the plan</Trans>
        </summary>
        <div className={styles.fields}>
          {(Object.keys(LABELS) as SettingName[]).map((name) => {
            const [label, unit] = LABELS[name];
            const value = Number(now[name]);
            return (
              <TextField
                key={name}
                id={`changes.policy.${name}`}
                label={i18n._(label)}
                inputMode="decimal"
                placeholder={t`now ${numberText(isShare(name) ? inPercent(value) : value, locale)}`}
                after={unit ? i18n._(unit) : undefined}
                value={form.settings[name]}
                onChange={(text) => set({ settings: { ...form.settings, [name]: text } })}
                error={errorOf(`changes.policy.${name}`)}
              />
            );
          })}
          <Select
            id="changes.policy.calibrateEfforts"
            label={t`Efforts planned at what such estimates came out at`}
            options={[
              { id: "as-now", label: now.calibrateEfforts ? t`as now: yes` : t`as now: no` },
              { id: "yes", label: t`yes` },
              { id: "no", label: t`no` },
            ]}
            value={form.calibrateEfforts}
            onChange={(calibrateEfforts) =>
              set({ calibrateEfforts: calibrateEfforts as typeof form.calibrateEfforts })
            }
          />
        </div>
      </details>
    </Card>
  );
}
