import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useDeferredValue, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import { useNarrow } from "#ui/useNarrow.ts";
import type { IntakeForm_choices$key } from "./__generated__/IntakeForm_choices.graphql.ts";
import type { IntakeFormSubmitMutation } from "./__generated__/IntakeFormSubmitMutation.graphql.ts";
import { benefitOf } from "./benefit.ts";
import { type Typed, titleOf } from "./form.ts";
import styles from "./Intake.module.css";
import { SimilarRequests } from "./SimilarRequests.tsx";
import type { SubmittedRequest } from "./Submitted.tsx";
import { useDraft } from "./useDraft.ts";
import { useSimilar } from "./useSimilar.ts";
import { WorthHelper } from "./WorthHelper.tsx";

export interface IntakeFormProps {
  start: Typed;
  draft: string | null;
  query: IntakeForm_choices$key;
  onSubmitted: (request: SubmittedRequest) => void;
}

/** Problem, who gains, roughly how much; the rest is filled in and can be changed. */
export function IntakeForm({ start, draft: known, query, onSubmitted }: IntakeFormProps) {
  const { t } = useLingui();
  const viewer = useViewer();
  const locale = useLocale();
  const navigate = useNavigate();
  const { units, categories } = useFragment(
    graphql`
      fragment IntakeForm_choices on Query {
        units { id name }
        categories
      }
    `,
    query,
  );
  const [typed, setTyped] = useState<Typed>(() => ({
    ...start,
    unit: start.unit || (viewer.units[0]?.id ?? (units.length === 1 ? (units[0]?.id ?? "") : "")),
    category: start.category || (categories[0] ?? t`General`),
  }));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  // A unit that is known needs no question; it stays open once it was asked for.
  const [asksUnit] = useState(typed.unit === "");
  // What was corrected since the last attempt keeps its line above the form, but no longer looks wrong.
  const [corrected, setCorrected] = useState<readonly string[]>([]);
  const set = (change: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...change }));
    const fields = Object.keys(change).flatMap((field) =>
      field === "worth" ? ["worth-kind", "worth-count", "worth-rate", "worth-months"] : [field],
    );
    setCorrected((before) => [...new Set([...before, ...fields])]);
  };
  const { draft, kept, stop } = useDraft(typed, known, (id) =>
    navigate({ to: "/requests/new", search: { draft: id }, replace: true }),
  );
  const isNarrow = useNarrow();
  const title = titleOf(typed);
  const similar = useSimilar(useDeferredValue(`${title}\n${typed.problem} ${typed.outcome}`));
  const [submit, isPending] = useCommand<IntakeFormSubmitMutation>(
    graphql`
      mutation IntakeFormSubmitMutation($input: RequestInput!, $draft: ID) {
        submitRequest(input: $input, draft: $draft) {
          __typename
          ... on RequestPayload {
            request {
              id
              key
              title
              nextUpdateAt
              unit { id name owners { id name } }
              nextStep { text dueAt waitsFor { id name } }
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true, queue: "draft", freshen: (variables) => ({ ...variables, draft: draft() }) },
  );
  const read = (text: string) => numberTyped(text, locale);
  const missing = (): FormError[] => {
    const { worth } = typed;
    const counted = worth.kind !== null && worth.kind !== "UNKNOWN";
    const found: (FormError | false)[] = [
      !typed.problem.trim() && { field: "problem", message: t`Say what the problem is.` },
      !typed.outcome.trim() && { field: "outcome", message: t`Say who gains and what gets better.` },
      worth.kind === null && {
        field: "worth-kind",
        message: t`Say roughly how much, or that you cannot say yet.`,
      },
      counted &&
        read(worth.count) === null && { field: "worth-count", message: t`How much: a number is needed.` },
      counted &&
        worth.kind !== "MONEY" &&
        read(worth.rate) === null && {
          field: "worth-rate",
          message: t`What each is worth: a number is needed.`,
        },
      counted &&
        !read(worth.months) && {
          field: "worth-months",
          message: t`For how many months: a number is needed.`,
        },
      !typed.unit && { field: "unit", message: t`Say for which unit it is.` },
    ];
    return found.filter((error) => error !== false);
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const found = missing();
    setErrors(found);
    setCorrected([]);
    if (found.length > 0) return;
    const benefit = benefitOf(typed, read, {
      HOURS: { metric: t`Hours of work saved`, unit: t`hours a month` },
      CASES: { metric: t`Cases handled better or avoided`, unit: t`cases a month` },
      MONEY: { metric: t`Money gained or saved`, unit: viewer.currency },
    });
    const outcome = await submit({
      draft: draft(),
      input: {
        title,
        problem: typed.problem.trim(),
        outcome: typed.outcome.trim(),
        unit: typed.unit,
        category: typed.category.trim() || t`General`,
        deadline: typed.deadline || null,
        benefits: benefit ? [benefit] : null,
      },
    });
    if (outcome.ok) {
      stop();
      onSubmitted(outcome.payload.request);
      return;
    }
    const { violations, message } = outcome.problem;
    setErrors(
      violations.length > 0
        ? violations.map((one) => ({ field: fieldOf(one.path), message: one.message }))
        : [{ message }],
    );
  };
  const errorOf = (field: string) =>
    corrected.includes(field) ? null : (errors.find((error) => error.field === field)?.message ?? null);
  // On a phone below what is being typed, so that nothing moves under the thumb.
  const besides = (
    <SimilarRequests
      found={similar}
      text={[typed.problem, typed.outcome]
        .map((part) => part.trim())
        .filter(Boolean)
        .join("\n\n")}
      leave={() => {
        stop();
        return draft();
      }}
    />
  );
  return (
    <div className={styles.columns}>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <FormErrors errors={errors} />
        <TextField
          id="problem"
          label={t`What is the problem?`}
          hint={t`In your own words: what happens today, and to whom.`}
          rows={4}
          value={typed.problem}
          onChange={(problem) => set({ problem })}
          error={errorOf("problem")}
        />
        <TextField
          id="outcome"
          label={t`Who gains, and what gets better?`}
          rows={3}
          value={typed.outcome}
          onChange={(outcome) => set({ outcome })}
          error={errorOf("outcome")}
        />
        {isNarrow && besides}
        <WorthHelper worth={typed.worth} onChange={(worth) => set({ worth })} errorOf={errorOf} />
        {asksUnit && unitField()}
        <details className={styles.more}>
          <summary>
            <Trans>More, if you like</Trans>
          </summary>
          <div className={styles.form}>
            <TextField
              id="title"
              label={t`Title`}
              optional
              hint={title ? t`Without one: ${title}` : undefined}
              value={typed.title}
              onChange={(own) => set({ title: own })}
              error={errorOf("title")}
              maxLength={200}
            />
            {!asksUnit && unitField()}
            <Select
              label={t`Category`}
              value={typed.category}
              onChange={(category) => set({ category })}
              options={[...new Set([typed.category, ...categories])].map((name) => ({
                id: name,
                label: name,
              }))}
            />
            <TextField
              id="deadline"
              type="date"
              label={t`A day after which it is of no use`}
              optional
              hint={t`Only where a law, a contract or an event sets it.`}
              value={typed.deadline}
              onChange={(deadline) => set({ deadline })}
              error={errorOf("deadline")}
            />
          </div>
        </details>
        <div className={styles.send}>
          <Button type="submit" look="primary" size="large" isPending={isPending}>
            <Trans>Submit request</Trans>
          </Button>
          <span className={styles.soft} aria-live="polite">
            {kept === "kept" && <Trans>Draft kept</Trans>}
            {kept === "failed" && <Trans>The draft could not be kept; your text is still here.</Trans>}
          </span>
        </div>
      </form>
      {!isNarrow && besides}
    </div>
  );

  function unitField() {
    return (
      <div id="unit" tabIndex={-1} className={styles.unit}>
        <Select
          label={t`Unit`}
          placeholder={t`Choose`}
          value={typed.unit || null}
          onChange={(unit) => set({ unit })}
          error={errorOf("unit")}
          options={units.map((unit) => ({ id: unit.id, label: unit.name }))}
        />
      </div>
    );
  }
}

/** Where the server's remark belongs in this form. */
const fieldOf = (path: string): string | null => {
  const known = ["problem", "outcome", "title", "unit", "deadline"].find((field) => path.endsWith(field));
  return known ?? (path.includes("benefit") || path.includes("money") ? "worth-count" : null);
};
