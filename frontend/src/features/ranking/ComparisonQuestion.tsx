import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { DateText, Days, Money } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type {
  ComparisonQuestion_comparison$data,
  ComparisonQuestion_comparison$key,
} from "./__generated__/ComparisonQuestion_comparison.graphql.ts";
import type { ComparisonQuestionMutation } from "./__generated__/ComparisonQuestionMutation.graphql.ts";
import styles from "./Compare.module.css";

type Asked = NonNullable<ComparisonQuestion_comparison$data["next"]>["among"][number];

/** One question: press the one that comes first; of more than two also say which comes last. */
export function ComparisonQuestion({ comparison }: { comparison: ComparisonQuestion_comparison$key }) {
  const data = useFragment(
    graphql`
      fragment ComparisonQuestion_comparison on Comparison {
        unit { id }
        next {
          text
          why
          among {
            id
            key
            title
            outcome
            deadline
            calibratedValue { amount currency }
            calibratedEffort { plannedDays }
          }
        }
      }
    `,
    comparison,
  );
  const [answer, isPending] = useCommand<ComparisonQuestionMutation>(
    graphql`
      mutation ComparisonQuestionMutation($unit: ID!, $among: [ID!]!, $best: ID!, $worst: ID!) {
        compareRequests(unit: $unit, among: $among, best: $best, worst: $worst) {
          __typename
          ... on CompareRequestsPayload {
            comparison {
              id
              asked
              left
              consistency
              consistencyText
              circleCount
              circles { text }
              next { text }
              ...ComparisonQuestion_comparison
              ...SuggestedOrder_comparison
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const question = data.next?.among.map(({ id }) => id).join();
  const asked = useRef(question);
  useEffect(() => {
    // After an answer the focus goes to the next question, not into nothing.
    if (question !== asked.current) heading.current?.focus();
    asked.current = question;
  }, [question]);
  if (!data.next) return null;
  const { among, text, why } = data.next;
  const send = (best: string, worst: string) =>
    void answer({ unit: data.unit.id, among: among.map(({ id }) => id), best, worst });
  return (
    <Card>
      <h2 ref={heading} tabIndex={-1}>
        {text}
      </h2>
      {among.length === 2 ? (
        <div className={styles.pair}>
          {among.map((one, at) => (
            <button
              key={one.id}
              type="button"
              className={styles.choice}
              disabled={isPending}
              onClick={() => send(one.id, among[1 - at]?.id ?? "")}
            >
              <About request={one} />
            </button>
          ))}
        </div>
      ) : (
        <Several key={question} among={among} isPending={isPending} onAnswer={send} />
      )}
      <p className={styles.faint}>{why}</p>
    </Card>
  );
}

/** Best and worst of a few: one screen says as much as several pairs. */
function Several({
  among,
  isPending,
  onAnswer,
}: {
  among: readonly Asked[];
  isPending: boolean;
  onAnswer: (best: string, worst: string) => void;
}) {
  const { t } = useLingui();
  const [best, setBest] = useState<string | null>(null);
  const [worst, setWorst] = useState<string | null>(null);
  const ready = best !== null && worst !== null && best !== worst;
  const choice = (label: string, value: string | null, set: (id: string) => void) => (
    <RadioGroup className={styles.group ?? ""} aria-label={label} value={value} onChange={set}>
      <strong aria-hidden>{label}</strong>
      {among.map((one) => (
        <Radio key={one.id} value={one.id} className={styles.radio ?? ""}>
          <About request={one} short />
        </Radio>
      ))}
    </RadioGroup>
  );
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        {choice(t`First`, best, setBest)}
        {choice(t`Last`, worst, setWorst)}
      </div>
      {best !== null && best === worst && (
        <p className={styles.faint}>
          <Trans>The first and the last are two different requests.</Trans>
        </p>
      )}
      <div>
        <Button
          look="primary"
          isDisabled={!ready}
          isPending={isPending}
          onPress={() => ready && onAnswer(best, worst)}
        >
          <Trans>Answer and go on</Trans>
        </Button>
      </div>
    </div>
  );
}

function About({ request, short }: { request: Asked; short?: boolean }) {
  return (
    <>
      <span className={styles.title}>{request.title}</span>
      <span className={styles.meta}>
        <span>{request.key}</span>
        <span>
          <Money value={request.calibratedValue} short />
        </span>
        <span>
          {request.calibratedEffort ? (
            <Days value={request.calibratedEffort.plannedDays} />
          ) : (
            <Trans>not estimated</Trans>
          )}
        </span>
        {request.deadline && (
          <span>
            <Trans>
              needed by <DateText value={request.deadline} />
            </Trans>
          </span>
        )}
      </span>
      {!short && request.outcome && <span className={styles.outcome}>{request.outcome}</span>}
    </>
  );
}
