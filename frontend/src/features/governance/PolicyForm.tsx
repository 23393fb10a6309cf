import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { Checkbox } from "#ui/Choices.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { PolicyForm_policy$key } from "./__generated__/PolicyForm_policy.graphql.ts";
import type { PolicyFormMutation } from "./__generated__/PolicyFormMutation.graphql.ts";
import styles from "./Policy.module.css";
import { kept, SETTINGS, type SettingName, shown, UNITS } from "./settings.ts";

/** The board sets some rules anew: only what differs is sent, and the reason stays in the record. */
export default function PolicyForm({
  policy,
  onClose,
}: {
  policy: PolicyForm_policy$key;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const data = useFragment(
    graphql`
      fragment PolicyForm_policy on Policy {
        version
        answerDays
        remindAfterDays
        commitShare
        committedChance
        smallItemDays
        horizonMonths
        valuationMonths
        minimumSample
        minimumGroup
        updateEveryDays
        smallLanePercent
        mandatoryWeight
        decideByMonths
        creditMonths
        planningRoundMonths
        simulationRuns
        calibrateEfforts
        reviewCheckpointMonths
        entitlements { weight unit { id name } }
        accountable { named unit { id name } owner { id } owners { id name } }
      }
    `,
    policy,
  );
  const number = (value: number) => new Intl.NumberFormat(locale, { useGrouping: false }).format(value);
  const [before] = useState(() => ({
    ...Object.fromEntries(SETTINGS.map(({ id, unit }) => [id, number(shown(unit, Number(data[id])))])),
    ...Object.fromEntries(data.entitlements.map((one) => [one.unit.id, number(one.weight)])),
    ...Object.fromEntries(
      data.accountable.map((one) => [leads(one.unit.id), one.named ? (one.owner?.id ?? LONGEST) : LONGEST]),
    ),
    calibrateEfforts: String(data.calibrateEfforts),
    checkpoints: data.reviewCheckpointMonths.join(", "),
  }));
  const [typed, setTyped] = useState<Record<string, string>>(before);
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [set, isPending] = useCommand<PolicyFormMutation>(
    graphql`
      mutation PolicyFormMutation($input: PolicyInput!, $reason: String!) {
        setPolicy(input: $input, reason: $reason) {
          __typename
          ... on PolicyPayload {
            policy {
              id
              version
              from
              reason
              setBy { id name }
              ...PolicySentences_policy
              ...Entitlements_policy
              ...Accountable_policy
              ...PolicyForm_policy
              ...PolicyHistory_policy
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const isChanged = (field: string) => typed[field]?.trim() !== (before as Record<string, string>)[field];
  const value = (field: string) => numberTyped(typed[field] ?? "", locale);
  const changed = SETTINGS.filter(({ id }) => isChanged(id));
  const weights = data.entitlements.filter((one) => isChanged(one.unit.id));
  const named = data.accountable.filter((one) => isChanged(leads(one.unit.id)));
  const others = ["checkpoints", "calibrateEfforts"].filter(isChanged);
  const count = changed.length + weights.length + named.length + others.length;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const checkpoints = (typed.checkpoints ?? "")
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
    const wrong: FormError[] = [
      ...changed
        .filter(({ id }) => value(id) === null)
        .map(({ id, label }) => ({ field: id as string, message: t`${i18n._(label)}: a number is needed.` })),
      ...weights
        .filter((one) => value(one.unit.id) === null)
        .map((one) => ({ field: one.unit.id, message: t`${one.unit.name}: a number is needed.` })),
    ];
    if (checkpoints.length === 0 || checkpoints.some((months) => !Number.isInteger(months)))
      wrong.push({ field: "checkpoints", message: t`Give the months of the reviews, such as 3, 12.` });
    if (count === 0) wrong.push({ field: null, message: t`Nothing differs from the policy in force.` });
    if (!reason.trim()) wrong.push({ field: "policy-reason", message: t`Say why; it stays in the record.` });
    setErrors(wrong);
    if (wrong.length > 0) return;
    const outcome = await set(
      {
        input: {
          ...Object.fromEntries(changed.map(({ id, unit }) => [id, kept(unit, value(id) ?? 0)])),
          ...(isChanged("checkpoints") && { reviewCheckpointMonths: checkpoints }),
          ...(isChanged("calibrateEfforts") && { calibrateEfforts: typed.calibrateEfforts === "true" }),
          ...(named.length > 0 && {
            accountable: named.map((one) => {
              const owner = typed[leads(one.unit.id)] ?? LONGEST;
              return { unit: one.unit.id, owner: owner === LONGEST ? null : owner };
            }),
          }),
          ...(weights.length > 0 && {
            entitlements: weights.map((one) => ({ unit: one.unit.id, weight: value(one.unit.id) ?? 1 })),
          }),
        },
        reason: reason.trim(),
      },
      { said: t`The policy is set.` },
    );
    if (outcome.ok) onClose();
    else {
      const { violations, message } = outcome.problem;
      setErrors(
        violations.length > 0
          ? violations.map((one) => ({ field: fieldOf(one.path), message: one.message }))
          : [{ field: null, message }],
      );
    }
  };
  const field = (id: string, label: string, unit?: string) => (
    <TextField
      key={id}
      id={id}
      label={label}
      inputMode="decimal"
      value={typed[id] ?? ""}
      onChange={(text) => setTyped((all) => ({ ...all, [id]: text }))}
      hint={isChanged(id) ? t`now ${(before as Record<string, string>)[id] ?? ""}` : undefined}
      error={errors.find((error) => error.field === id)?.message}
      after={unit}
    />
  );
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <FormErrors errors={errors} />
      <Card title={t`Rules`}>
        <div className={styles.fields}>
          {SETTINGS.map(({ id, label, unit }) => field(id, i18n._(label), i18n._(UNITS[unit])))}
          {field("checkpoints", t`Value reviews after delivery`, t`months`)}
        </div>
        <Checkbox
          isSelected={typed.calibrateEfforts === "true"}
          onChange={(chosen) => setTyped((all) => ({ ...all, calibrateEfforts: String(chosen) }))}
        >
          <Trans>Plan effort at what such estimates came out at</Trans>
        </Checkbox>
      </Card>
      <Card title={t`Each unit's weight`}>
        <div className={styles.fields}>
          {data.entitlements.map((one) => field(one.unit.id, one.unit.name))}
        </div>
      </Card>
      <Card title={t`Who answers for each unit's list`}>
        <div className={styles.fields}>
          {data.accountable.map((one) => (
            <Select
              key={one.unit.id}
              label={one.unit.name}
              options={[
                { id: LONGEST, label: t`Whoever owns it longest` },
                ...one.owners.map(({ id, name }) => ({ id, label: name })),
              ]}
              value={typed[leads(one.unit.id)] ?? LONGEST}
              onChange={(owner) => setTyped((all) => ({ ...all, [leads(one.unit.id)]: owner }))}
            />
          ))}
        </div>
      </Card>
      <Card title={t`Why`}>
        <TextField
          id="policy-reason"
          label={t`Reason, shown in the history`}
          rows={2}
          value={reason}
          onChange={setReason}
        />
        <div className={styles.buttons}>
          <Button type="submit" look="primary" isPending={isPending}>
            <Trans>Set policy from now on</Trans>
          </Button>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <span className={styles.meta}>{t`Settings that differ: ${count}`}</span>
        </div>
      </Card>
    </form>
  );
}

/** The form's field for who answers for a unit's list, beside the one for its weight. */
const leads = (unit: string) => `leads:${unit}`;
const LONGEST = "longest";

/** The server names settings in its own spelling; the form's ids are the contract's. */
const fieldOf = (path: string): string | null => {
  const name = path.split(".")[0]?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (name === "reviewCheckpointMonths") return "checkpoints";
  return SETTINGS.some(({ id }) => id === (name as SettingName)) ? (name ?? null) : null;
};
