import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { ButtonLink } from "#ui/Button.tsx";
import { DateText, Since } from "#ui/Money.tsx";
import type { QuestionLine_question$key } from "./__generated__/QuestionLine_question.graphql.ts";
import styles from "./Decisions.module.css";
import { STATUSES } from "./words.ts";

/** One question in a list: the sentence, until when, and how many have answered. */
export function QuestionLine({
  question,
  waitsForMe,
}: {
  question: QuestionLine_question$key;
  waitsForMe?: boolean;
}) {
  const { t, i18n } = useLingui();
  const data = useFragment(
    graphql`
      fragment QuestionLine_question on PriorityQuestion {
        id
        shortSentence
        status
        dueAt
        closedAt
        request { id key title }
        asked { id answer { id } }
        outcome { id title }
      }
    `,
    question,
  );
  const status = STATUSES[data.status];
  const answered = data.asked.filter((party) => party.answer).length;
  const ended = data.status === "DECIDED" || data.status === "LAPSED";
  const late = !ended && Date.parse(data.dueAt) < Date.now();
  return (
    <li className={styles.line}>
      <div className={styles.lineText}>
        <p className={styles.meta}>
          <span>
            {data.request.key} · {data.request.title}
          </span>
          <Badge tone={status.tone}>{i18n._(status.name)}</Badge>
        </p>
        <h3>
          <Link to="/questions/$id" params={{ id: data.id }}>
            {data.shortSentence}
          </Link>
        </h3>
        <p className={styles.meta}>
          {ended ? (
            <span>
              {data.outcome && <strong>{data.outcome.title}</strong>} <DateText value={data.closedAt} />
            </span>
          ) : (
            <>
              <span className={late ? styles.late : undefined}>
                {late ? (
                  <Trans>
                    was due <Since value={data.dueAt} />
                  </Trans>
                ) : (
                  <Trans>
                    due <Since value={data.dueAt} />
                  </Trans>
                )}
              </span>
              <span>{t`${answered} of ${data.asked.length} answered`}</span>
            </>
          )}
        </p>
      </div>
      {waitsForMe && (
        <ButtonLink to="/questions/$id" params={{ id: data.id }} look="primary">
          <Trans>Decide</Trans>
        </ButtonLink>
      )}
    </li>
  );
}
