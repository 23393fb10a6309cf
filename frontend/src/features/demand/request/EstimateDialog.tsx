import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { decimalText, numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { Choices } from "#ui/Choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { useLocale } from "#ui/Money.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { EstimateDialogMutation } from "./__generated__/EstimateDialogMutation.graphql.ts";
import styles from "./Request.module.css";
import { CONFIDENCES } from "./words.ts";

export interface EstimateDialogProps {
  request: string;
  team: { id: string; name: string };
  onClose: () => void;
}

const FIELDS = ["low", "likely", "high", "once", "run"] as const;
type Field = (typeof FIELDS)[number];
type Confidence = keyof typeof CONFIDENCES;

/** A team's estimate: three points, costs, a confidence and what it assumes. A later one is a new version. */
export default function EstimateDialog({ request, team, onClose }: EstimateDialogProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const { currency } = useViewer();
  const [typed, setTyped] = useState<Record<Field, string>>({
    low: "",
    likely: "",
    high: "",
    once: "0",
    run: "0",
  });
  const [confidence, setConfidence] = useState<Confidence | null>(null);
  const [assumptions, setAssumptions] = useState("");
  const [errors, setErrors] = useState<FormError[]>([]);
  const [estimate, isPending] = useCommand<EstimateDialogMutation>(
    graphql`
      mutation EstimateDialogMutation($request: ID!, $team: ID!, $input: EstimateInput!) {
        estimateRequest(request: $request, team: $team, input: $input) {
          __typename
          ... on EstimatePayload { request { id state ...Estimates_request ...StatusStrip_request ...RequestActions_request ...Timeline_request } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const names: Record<Field, string> = {
    low: t`Low, days`,
    likely: t`Likely, days`,
    high: t`High, days`,
    once: t`One-off cost`,
    run: t`Run cost a month`,
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const read = Object.fromEntries(
      FIELDS.map((field) => [field, numberTyped(typed[field], locale)]),
    ) as Record<Field, number | null>;
    const wrong: FormError[] = FIELDS.filter((field) => read[field] === null).map((field) => ({
      field: `estimate-${field}`,
      message: t`${names[field]}: a number is needed`,
    }));
    if (!confidence) wrong.push({ message: t`Say how sure the team is` });
    setErrors(wrong);
    if (wrong.length > 0 || !confidence) return;
    const outcome = await estimate(
      {
        request,
        team: team.id,
        input: {
          effortDays: { low: read.low ?? 0, likely: read.likely ?? 0, high: read.high ?? 0 },
          oneOffCost: decimalText(read.once ?? 0),
          runCostPerMonth: decimalText(read.run ?? 0),
          confidence,
          assumptions,
        },
      },
      { said: t`The estimate of ${team.name} is recorded.` },
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
  const field = (name: Field) => (
    <TextField
      id={`estimate-${name}`}
      label={names[name]}
      inputMode="decimal"
      after={name === "once" || name === "run" ? currency : undefined}
      value={typed[name]}
      onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
    />
  );
  return (
    <Dialog title={t`Estimate for ${team.name}`} isOpen onClose={onClose} wide>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <FormErrors errors={errors} />
        <div className={styles.three}>
          {field("low")}
          {field("likely")}
          {field("high")}
        </div>
        <div className={styles.three}>
          {field("once")}
          {field("run")}
        </div>
        <Choices
          label={t`Confidence`}
          value={confidence}
          onChange={setConfidence}
          options={(Object.keys(CONFIDENCES) as Confidence[]).map((id) => ({
            id,
            label: i18n._(CONFIDENCES[id]),
          }))}
        />
        <TextField label={t`Assumptions`} optional rows={3} value={assumptions} onChange={setAssumptions} />
        <div className={styles.buttons}>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={isPending}>
            <Trans>Record estimate</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
