import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { classes } from "#lib/classes.ts";
import { Button } from "#ui/Button.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { Note } from "#ui/Page.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { Deciding_question$key } from "./__generated__/Deciding_question.graphql.ts";
import type { DecidingAnswerMutation } from "./__generated__/DecidingAnswerMutation.graphql.ts";
import { BeforeAfter } from "./BeforeAfter.tsx";
import styles from "./Decisions.module.css";
import { OptionCard } from "./OptionCard.tsx";

/** The options side by side, nothing chosen beforehand; choosing one shows what it changes, a reason sends it. */
export function Deciding({ question }: { question: Deciding_question$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment Deciding_question on PriorityQuestion {
        id
        status
        mayAnswer
        outcome { id }
        request { id unit { id name } }
        options {
          id
          number
          title
          mayChoose
          ...OptionCard_option
          ...BeforeAfter_option
        }
        ...BeforeAfter_question
      }
    `,
    question,
  );
  const viewer = useViewer();
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [answer, isPending] = useCommand<DecidingAnswerMutation>(
    graphql`
      mutation DecidingAnswerMutation($question: ID!, $option: ID!, $reason: String!) {
        answerPriorityQuestion(question: $question, option: $option, reason: $reason) {
          __typename
          ... on QuestionPayload {
            question {
              id
              sentence
              dueAt
              whoDecides
              ifNobodyAnswers
              ...Outcome_question
              ...Deciding_question
              ...Answers_question
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const { unit } = data.request;
  const option = data.options.find((one) => one.id === chosen);
  const mayChoose = data.mayAnswer && data.options.some((one) => one.mayChoose);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: FormError[] = [];
    const first = data.options.find((one) => one.mayChoose);
    if (!option)
      missing.push({ field: first && `option-${first.id}`, message: t`Choose one of the options.` });
    if (!reason.trim()) missing.push({ field: "answer-reason", message: t`Say why, in one line.` });
    setErrors(missing);
    if (!option || missing.length > 0) return;
    const outcome = await answer(
      { question: data.id, option: option.id, reason: reason.trim() },
      { said: t`Your answer is recorded: ${option.title}` },
    );
    if (outcome.ok) {
      setChosen(null);
      setReason("");
      window.scrollTo({ top: 0 });
    } else setErrors([{ field: null, message: outcome.problem.message }]);
  };
  return (
    <form className={styles.deciding} onSubmit={onSubmit} noValidate>
      <fieldset>
        <legend className={styles.legend}>
          {mayChoose ? <Trans>Choose one option</Trans> : <Trans>The options</Trans>}
        </legend>
        <div className={classes(styles.options, data.options.length > 4 && styles.inThrees)}>
          {data.options.map((one) => (
            <OptionCard
              key={one.id}
              option={one}
              isOutcome={data.outcome?.id === one.id}
              isChosen={mayChoose && one.id === chosen}
              decider={viewer.units.some(({ id }) => id === unit.id) ? null : unit.name}
              isWithBoard={data.status === "ESCALATED"}
              onChoose={data.mayAnswer && one.mayChoose ? () => setChosen(one.id) : null}
            />
          ))}
        </div>
      </fieldset>
      {mayChoose && option && !reason && (
        <div className={styles.onwards}>
          <Button
            look="primary"
            size="large"
            onPress={() => document.getElementById("answer-reason")?.focus()}
          >
            <Trans>Say why: {option.title}</Trans>
          </Button>
        </div>
      )}
      {mayChoose && (
        <Note icon="person">
          <Trans>The business decides. IT contributes facts and makes no recommendation.</Trans>
        </Note>
      )}
      {mayChoose && (
        <div className={styles.answer}>
          <FormErrors errors={errors} />
          {option && <BeforeAfter question={data} option={option} />}
          <TextField
            id="answer-reason"
            label={t`Why this one?`}
            hint={t`One line, shown on every request that it touches.`}
            value={reason}
            onChange={setReason}
            maxLength={300}
            error={errors.some((error) => error.field === "answer-reason") ? t`Say why, in one line.` : null}
          />
          <div className={styles.send}>
            <Button type="submit" look="primary" size="large" isPending={isPending}>
              {option ? t`Answer: ${option.title}` : t`Answer`}
            </Button>
          </div>
        </div>
      )}
    </form>
  );
}
