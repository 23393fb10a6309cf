import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { decimalText, numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { BenefitDialogMutation } from "./__generated__/BenefitDialogMutation.graphql.ts";
import styles from "./Request.module.css";
import { BENEFIT_KINDS } from "./words.ts";

const TEXTS = ["metric", "unitOfMeasure"] as const;
const NUMBERS = ["baseline", "target", "low", "likely", "high", "starts", "lasts"] as const;
type Field = (typeof TEXTS)[number] | (typeof NUMBERS)[number];
type Kind = keyof typeof BENEFIT_KINDS;

const EMPTY: Record<Field, string> = {
  metric: "",
  unitOfMeasure: "",
  baseline: "",
  target: "",
  low: "",
  likely: "",
  high: "",
  starts: "0",
  lasts: "12",
};

/** One promised effect: what is measured, from where to where, and what it is worth a month. */
export default function BenefitDialog({ request, onClose }: { request: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const [typed, setTyped] = useState(EMPTY);
  const [kind, setKind] = useState<Kind>("SAVING");
  const [errors, setErrors] = useState<FormError[]>([]);
  const [declare, isPending] = useCommand<BenefitDialogMutation>(
    graphql`
      mutation BenefitDialogMutation($request: ID!, $input: BenefitInput!) {
        declareBenefit(request: $request, input: $input) {
          __typename
          ... on BenefitPayload { request { id ...Benefits_request ...Timeline_request } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const names: Record<Field, string> = {
    metric: t`What is measured`,
    unitOfMeasure: t`Unit, such as hours or cases`,
    baseline: t`Today`,
    target: t`Target`,
    low: t`Low, a month`,
    likely: t`Likely, a month`,
    high: t`High, a month`,
    starts: t`Starts after go-live, months`,
    lasts: t`Lasts, months`,
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const read = Object.fromEntries(NUMBERS.map((field) => [field, numberTyped(typed[field], locale)]));
    const optional = (field: Field) => typed[field].trim() === "";
    const hasMoney = !(optional("low") && optional("likely") && optional("high"));
    const wrong: FormError[] = [
      ...TEXTS.filter(optional).map((field) => ({ field, message: t`${names[field]}: this is needed` })),
      ...NUMBERS.filter((field) => {
        const needed =
          field === "starts" || field === "lasts" || (hasMoney && ["low", "likely", "high"].includes(field));
        return read[field] === null && (needed || !optional(field));
      }).map((field) => ({ field, message: t`${names[field]}: a number is needed` })),
    ].map((error) => ({ ...error, field: `benefit-${error.field}` }));
    setErrors(wrong);
    if (wrong.length > 0) return;
    const amount = (field: "low" | "likely" | "high") => decimalText(read[field] ?? 0);
    const plain = (field: "baseline" | "target") => (read[field] === null ? null : String(read[field]));
    const outcome = await declare(
      {
        request,
        input: {
          metric: typed.metric.trim(),
          unitOfMeasure: typed.unitOfMeasure.trim(),
          kind,
          baseline: plain("baseline"),
          target: plain("target"),
          moneyPerMonth: hasMoney
            ? { low: amount("low"), likely: amount("likely"), high: amount("high") }
            : null,
          startsAfterMonths: Math.round(read.starts ?? 0),
          durationMonths: Math.round(read.lasts ?? 12),
        },
      },
      { said: t`The benefit is declared.` },
    );
    if (outcome.ok) onClose();
    else {
      const { violations, message } = outcome.problem;
      setErrors(
        violations.length > 0
          ? violations.map((violation) => ({ message: violation.message }))
          : [{ message }],
      );
    }
  };
  const field = (name: Field, inputMode: "text" | "decimal" | "numeric" = "decimal") => (
    <TextField
      id={`benefit-${name}`}
      label={names[name]}
      inputMode={inputMode}
      value={typed[name]}
      onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
    />
  );
  return (
    <Dialog title={t`Declare a benefit`} isOpen onClose={onClose} wide>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <FormErrors errors={errors} />
        <div className={styles.three}>
          {field("metric", "text")}
          {field("unitOfMeasure", "text")}
          <Select
            label={t`Kind`}
            value={kind}
            onChange={setKind}
            options={(Object.keys(BENEFIT_KINDS) as Kind[]).map((id) => ({
              id,
              label: i18n._(BENEFIT_KINDS[id]),
            }))}
          />
        </div>
        <div className={styles.three}>
          {field("baseline")}
          {field("target")}
        </div>
        <div className={styles.three}>
          {field("low")}
          {field("likely")}
          {field("high")}
        </div>
        <div className={styles.three}>
          {field("starts", "numeric")}
          {field("lasts", "numeric")}
        </div>
        <div className={styles.buttons}>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={isPending}>
            <Trans>Declare benefit</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
