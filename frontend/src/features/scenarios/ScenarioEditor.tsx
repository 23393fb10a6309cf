import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { numberTyped } from "#lib/numbers.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Choices } from "#ui/Choices.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Card, Note } from "#ui/Page.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { choices_query$key } from "./__generated__/choices_query.graphql.ts";
import type { PolicyFields_policy$key } from "./__generated__/PolicyFields_policy.graphql.ts";
import type { ScenarioEditorSaveMutation } from "./__generated__/ScenarioEditorSaveMutation.graphql.ts";
import { BudgetLines } from "./BudgetLines.tsx";
import { CapacityLines } from "./CapacityLines.tsx";
import { useChoices } from "./choices.ts";
import { FAULTS } from "./faults.ts";
import { changesIn, type Planning, type ScenarioForm, withoutEmptyLines } from "./form.ts";
import { fieldOf, inputOf } from "./input.ts";
import { LeavingLines } from "./LeavingLines.tsx";
import { NewRequestLines } from "./NewRequestLines.tsx";
import { OptionLines } from "./OptionLines.tsx";
import { OrderLines } from "./OrderLines.tsx";
import { PolicyFields } from "./PolicyFields.tsx";
import styles from "./Scenarios.module.css";
import { useKeptForm } from "./useKeptForm.ts";
import { useWhere } from "./useWhere.ts";

export interface ScenarioEditorProps {
  follows: string | null;
  query: choices_query$key;
  policy: PolicyFields_policy$key;
  initial: () => ScenarioForm;
}

/** What would be different, part by part; what was typed stays through every refusal. */
export function ScenarioEditor({ follows, query, policy, initial }: ScenarioEditorProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const navigate = useNavigate();
  const where = useWhere();
  const choices = useChoices(query);
  const { form, set, isFound, startAnew, forget } = useKeptForm(follows, initial);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [save, isPending] = useCommand<ScenarioEditorSaveMutation>(
    graphql`
      mutation ScenarioEditorSaveMutation($input: ScenarioInput!) {
        saveScenario(input: $input) {
          __typename
          ... on ScenarioPayload {
            scenario {
              id
              number
            }
          }
          ... on Problem {
            code
            message
            rule
            violations {
              path
              message
            }
          }
        }
      }
    `,
    { quiet: true },
  );
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const filled = withoutEmptyLines(form);
    set(filled);
    const { input, faults } = inputOf(filled, (text) => numberTyped(text, locale), follows);
    setErrors(faults.map(({ field, fault }) => ({ field, message: i18n._(FAULTS[fault]) })));
    if (faults.length > 0) return;
    const outcome = await save({ input }, { said: t`The scenario is saved.` });
    if (outcome.ok) {
      forget();
      navigate({ to: "/scenarios/$id", params: { id: String(outcome.payload.scenario.number) } });
      return;
    }
    const { violations, message } = outcome.problem;
    setErrors(
      violations.length > 0
        ? violations.map((one) => ({ field: fieldOf(one.path), message: one.message }))
        : [{ field: null, message }],
    );
  };
  const part = { form, set, choices, errorOf };
  const count = changesIn(form);
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <FormErrors
        errors={errors.map(({ field, message }) => ({ field, message: `${where(field ?? null)}${message}` }))}
      />
      {isFound && (
        <Note icon="undo">
          <Trans>What you typed before is here again.</Trans>{" "}
          <Button look="quiet" size="small" onPress={startAnew}>
            <Trans>Start anew</Trans>
          </Button>
        </Note>
      )}
      <Card title={t`What it is about`}>
        <TextField
          id="name"
          label={t`Name`}
          placeholder={t`Twenty more days of Data in spring`}
          maxLength={160}
          value={form.name}
          onChange={(name) => set({ name })}
          error={errorOf("name")}
        />
        <TextField
          id="purpose"
          label={t`What for`}
          optional
          rows={2}
          value={form.purpose}
          onChange={(purpose) => set({ purpose })}
          error={errorOf("purpose")}
        />
      </Card>
      <CapacityLines {...part} />
      <BudgetLines {...part} />
      <OrderLines {...part} />
      <NewRequestLines {...part} />
      <LeavingLines {...part} />
      <OptionLines {...part} />
      <Card title={t`Efforts`}>
        <p className={styles.soft}>
          <Trans>
            What if all estimates were off? They are multiplied by this; in earnest IT states the estimates.
          </Trans>
        </p>
        <div className={styles.fields}>
          <TextField
            id="changes.effortFactor"
            label={t`All estimates times`}
            placeholder="1.2"
            inputMode="decimal"
            value={form.effortFactor}
            onChange={(effortFactor) => set({ effortFactor })}
            error={errorOf("changes.effortFactor")}
          />
        </div>
      </Card>
      <PolicyFields form={form} set={set} errorOf={errorOf} policy={policy} />
      <Card title={t`How it is planned`}>
        <Choices<Planning>
          label={t`Way of planning`}
          options={[
            {
              id: "PLANNING_ROUND",
              label: t`As a planning round`,
              hint: t`From scratch, from the order: months may move for everybody.`,
            },
            {
              id: "WITHIN_CYCLE",
              label: t`Within the cycle`,
              hint: t`Whoever has months keeps them or moves earlier.`,
            },
          ]}
          value={form.planning}
          onChange={(planning) => set({ planning })}
        />
      </Card>
      <div className={styles.buttons}>
        <Button type="submit" look="primary" size="large" isPending={isPending}>
          <Trans>Save scenario</Trans>
        </Button>
        <ButtonLink to="/scenarios" look="quiet">
          <Trans>Cancel</Trans>
        </ButtonLink>
        <span className={styles.faint} role="status">
          <Plural value={count} _0="nothing changed yet" one="# change" other="# changes" />
        </span>
      </div>
    </form>
  );
}
