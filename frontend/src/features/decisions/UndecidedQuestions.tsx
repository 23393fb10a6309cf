import { Trans, useLingui } from "@lingui/react/macro";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import type { UndecidedQuestionsQuery } from "./__generated__/UndecidedQuestionsQuery.graphql.ts";
import styles from "./Decisions.module.css";
import { QuestionLine } from "./QuestionLine.tsx";

/** Open and escalated questions: those that wait for the reader first, each pile by the day it is due. */
export function UndecidedQuestions({ onlyMine }: { onlyMine: boolean }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const [data] = useLiveQuery<UndecidedQuestionsQuery>(
    graphql`
      query UndecidedQuestionsQuery {
        mine: priorityQuestions(waitingForMe: true, first: 100) {
          edges { node { id dueAt ...QuestionLine_question } }
        }
        open: priorityQuestions(status: OPEN, first: 100) {
          edges { node { id dueAt ...QuestionLine_question } }
        }
        escalated: priorityQuestions(status: ESCALATED, first: 100) {
          edges { node { id dueAt ...QuestionLine_question } }
        }
      }
    `,
    {},
    (event) => event.subjectKind === "question",
  );
  const mine = byDueTime(data.mine.edges.map((edge) => edge.node));
  const mineIds = new Set(mine.map((question) => question.id));
  const others = byDueTime(
    [...data.escalated.edges, ...data.open.edges]
      .map((edge) => edge.node)
      .filter((question) => !mineIds.has(question.id)),
  );
  return (
    <div className={styles.piles}>
      <section className={styles.pile}>
        <h2>
          <Trans>Waiting for you</Trans> <small>{mine.length}</small>
        </h2>
        {mine.length > 0 ? (
          <ul className={styles.list}>
            {mine.map((question) => (
              <QuestionLine key={question.id} question={question} waitsForMe />
            ))}
          </ul>
        ) : (
          <EmptyState
            icon="check"
            title={t`No question waits for you`}
            action={
              <ButtonLink to="/portfolio">
                <Trans>See the portfolio</Trans>
              </ButtonLink>
            }
          >
            {viewer.is("OWNER") ? (
              <Trans>
                When a request that you own does not fit, or an option would move one of yours, you are asked
                here.
              </Trans>
            ) : viewer.is("BOARD") ? (
              <Trans>What the owners do not agree on in time, and what needs new money, comes here.</Trans>
            ) : (
              <Trans>Business owners answer, and the governance board where they do not agree.</Trans>
            )}
          </EmptyState>
        )}
      </section>
      {!onlyMine && others.length > 0 && (
        <section className={styles.pile}>
          <h2>
            <Trans>Waiting for others</Trans> <small>{others.length}</small>
          </h2>
          <ul className={styles.list}>
            {others.map((question) => (
              <QuestionLine key={question.id} question={question} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const byDueTime = <Q extends { readonly dueAt: string }>(questions: readonly Q[]): Q[] =>
  questions.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
