import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Badge } from "#ui/Badge.tsx";
import { Button } from "#ui/Button.tsx";
import { Choices } from "#ui/Choices.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { DateText } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { VerdictCard_review$key } from "./__generated__/VerdictCard_review.graphql.ts";
import type { VerdictCardMutation } from "./__generated__/VerdictCardMutation.graphql.ts";
import styles from "./Reviews.module.css";
import { VERDICTS } from "./words.ts";

type Verdict = keyof typeof VERDICTS;

/** The board's verdict and the lesson: what the next promise should know. */
export function VerdictCard({ review }: { review: VerdictCard_review$key }) {
  const { t, i18n } = useLingui();
  const data = useFragment(
    graphql`
      fragment VerdictCard_review on ValueReview {
        id
        status
        mayClose
        verdict
        lesson
        closedAt
        closedBy { id name }
      }
    `,
    review,
  );
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [lesson, setLesson] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [close, isPending] = useCommand<VerdictCardMutation>(
    graphql`
      mutation VerdictCardMutation($review: ID!, $verdict: Verdict!, $lesson: String!) {
        closeValueReview(review: $review, verdict: $verdict, lesson: $lesson) {
          __typename
          ... on ReviewPayload {
            review {
              id
              overdue
              mayMeasure
              whoDecides
              unverified { amount currency }
              benefits { id ...BenefitCard_result }
              ...VerdictCard_review
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  if (data.verdict)
    return (
      <Card title={t`What we learned`}>
        <p>
          <Badge tone={VERDICTS[data.verdict].tone}>{i18n._(VERDICTS[data.verdict].name)}</Badge>
        </p>
        <p className={styles.lesson}>{data.lesson}</p>
        <p className={styles.meta}>
          <span>
            {data.closedBy?.name}, <DateText value={data.closedAt} />
          </span>
        </p>
      </Card>
    );
  if (!data.mayClose) return null;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: FormError[] = [];
    if (!verdict) missing.push({ field: "verdict", message: t`Choose what came of the promise.` });
    if (!lesson.trim()) missing.push({ field: "lesson", message: t`Say what the next promise should know.` });
    setErrors(missing);
    if (!verdict || missing.length > 0) return;
    const outcome = await close(
      { review: data.id, verdict, lesson: lesson.trim() },
      { said: t`The review is closed.` },
    );
    if (!outcome.ok) setErrors([{ field: null, message: outcome.problem.message }]);
  };
  return (
    <Card title={t`Close this review`}>
      <form className={styles.verdict} onSubmit={onSubmit} noValidate>
        <FormErrors errors={errors} />
        <div id="verdict" tabIndex={-1}>
          <Choices
            label={t`What came of the promise?`}
            hint={t`A verdict on the promise, not on people. It verifies the measurements above and is final.`}
            value={verdict}
            onChange={setVerdict}
            options={(Object.keys(VERDICTS) as Verdict[]).map((id) => ({
              id,
              label: i18n._(VERDICTS[id].name),
              hint: i18n._(VERDICTS[id].hint),
            }))}
          />
        </div>
        <TextField
          id="lesson"
          label={t`What do we learn for the next promise?`}
          rows={2}
          value={lesson}
          onChange={setLesson}
        />
        <div>
          <Button type="submit" look="primary" isPending={isPending}>
            <Trans>Close review</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
