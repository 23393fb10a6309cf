import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useLazyLoadQuery, usePaginationFragment } from "react-relay";
import { Button } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import type { EndedQuestions_questions$key } from "./__generated__/EndedQuestions_questions.graphql.ts";
import type { EndedQuestionsNextQuery } from "./__generated__/EndedQuestionsNextQuery.graphql.ts";
import type { EndedQuestionsQuery } from "./__generated__/EndedQuestionsQuery.graphql.ts";
import styles from "./Decisions.module.css";
import { QuestionLine } from "./QuestionLine.tsx";

/** What was decided, or lapsed because the conflict went away; the newest first. */
export function EndedQuestions({ status }: { status: "DECIDED" | "LAPSED" }) {
  const { t } = useLingui();
  const query = useLazyLoadQuery<EndedQuestionsQuery>(
    graphql`
      query EndedQuestionsQuery($status: QuestionStatus!) {
        ...EndedQuestions_questions @arguments(status: $status)
      }
    `,
    { status },
    { fetchPolicy: "store-and-network" },
  );
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    EndedQuestionsNextQuery,
    EndedQuestions_questions$key
  >(
    graphql`
      fragment EndedQuestions_questions on Query
      @refetchable(queryName: "EndedQuestionsNextQuery")
      @argumentDefinitions(
        status: { type: "QuestionStatus!" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        priorityQuestions(status: $status, first: $first, after: $after)
          @connection(key: "EndedQuestions_priorityQuestions", filters: ["status"]) {
          edges { node { id ...QuestionLine_question } }
        }
      }
    `,
    query,
  );
  const { edges } = data.priorityQuestions;
  if (edges.length === 0)
    return (
      <EmptyState icon="question" title={status === "DECIDED" ? t`Nothing decided yet` : t`Nothing lapsed`}>
        {status === "DECIDED" ? (
          <Trans>Each decision stands here with its reason, its price and who gave way.</Trans>
        ) : (
          <Trans>A question lapses when its conflict has gone away before anybody decided.</Trans>
        )}
      </EmptyState>
    );
  return (
    <>
      <h2 className="visually-hidden">{status === "DECIDED" ? t`Decided` : t`Lapsed`}</h2>
      <ul className={styles.list}>
        {edges.map(({ node }) => (
          <QuestionLine key={node.id} question={node} />
        ))}
      </ul>
      {hasNext && (
        <Button look="quiet" isPending={isLoadingNext} onPress={() => loadNext(50)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}
