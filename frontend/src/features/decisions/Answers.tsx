import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { DateText, People } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { Answers_question$key } from "./__generated__/Answers_question.graphql.ts";
import styles from "./Decisions.module.css";

/** Who was asked and why, and what each has answered; silence is shown as silence. */
export function Answers({ question }: { question: Answers_question$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment Answers_question on PriorityQuestion {
        status
        asked {
          id
          board
          because
          unit { id name }
          people { id name }
          answer {
            id
            at
            reason
            by { id name }
            actedFor { id name }
            option { id title }
          }
        }
      }
    `,
    question,
  );
  return (
    <Card title={t`Who was asked`}>
      <ul className={styles.parties}>
        {data.asked.map((party) => (
          <li key={party.id}>
            <p className={styles.meta}>
              <strong>{party.board ? t`Governance board` : party.unit?.name}</strong>
              {party.answer ? (
                <Badge tone="good">
                  <Trans>answered</Trans>
                </Badge>
              ) : (
                <Badge mark="hollow">
                  {data.status === "DECIDED" || data.status === "LAPSED" ? (
                    <Trans>no answer needed any more</Trans>
                  ) : (
                    <Trans>has not answered</Trans>
                  )}
                </Badge>
              )}
            </p>
            {party.answer ? (
              <>
                <p>{party.answer.option.title}</p>
                <p className={styles.quote}>“{party.answer.reason}”</p>
                <p className={styles.small}>
                  {party.answer.actedFor ? (
                    <Trans>
                      {party.answer.by.name} for {party.answer.actedFor.name}
                    </Trans>
                  ) : (
                    party.answer.by.name
                  )}
                  , <DateText value={party.answer.at} time />
                </p>
              </>
            ) : (
              <p className={styles.meta}>
                <span>
                  <People people={party.people} />
                </span>
                <span>{party.because}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
