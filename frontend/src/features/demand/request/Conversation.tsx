import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Badge } from "#ui/Badge.tsx";
import { Button } from "#ui/Button.tsx";
import { DateText, Since } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { Conversation_request$key } from "./__generated__/Conversation_request.graphql.ts";
import type { ConversationCommentMutation } from "./__generated__/ConversationCommentMutation.graphql.ts";
import styles from "./Request.module.css";

/** Updates with the time of the next one, and what people say. */
export function Conversation({ request }: { request: Conversation_request$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment Conversation_request on Request {
        id
        updates {
          id
          text
          at
          nextUpdateAt
          missed
          author {
            id
            name
          }
        }
        comments {
          id
          text
          at
          author {
            id
            name
          }
        }
      }
    `,
    request,
  );
  const [text, setText] = useState("");
  const [comment, isSending] = useCommand<ConversationCommentMutation>(
    graphql`
      mutation ConversationCommentMutation($request: ID!, $text: String!) {
        comment(request: $request, text: $text) {
          __typename
          ... on CommentPayload { request { ...Conversation_request } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
  );
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    const outcome = await comment({ request: data.id, text: text.trim() });
    if (outcome.ok) setText("");
  };
  return (
    <Card title={t`Updates and comments`}>
      {data.updates.length === 0 && data.comments.length === 0 && (
        <p>
          <Trans>Nothing said yet. Updates carry the time of the next one.</Trans>
        </p>
      )}
      {data.updates.length > 0 && (
        <ul className={styles.lines} aria-label={t`Updates`}>
          {data.updates.map((update) => (
            <li key={update.id}>
              <span>{update.text}</span>
              <span className={styles.meta}>
                {update.author.name}, <Since value={update.at} /> ·{" "}
                <Trans>
                  next update <DateText value={update.nextUpdateAt} />
                </Trans>
                {update.missed && (
                  <Badge tone="bad">
                    <Trans>missed</Trans>
                  </Badge>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {data.comments.length > 0 && (
        <ul className={styles.lines} aria-label={t`Comments`}>
          {data.comments.map((said) => (
            <li key={said.id}>
              <span className={styles.prose}>{said.text}</span>
              <span className={styles.meta}>
                {said.author.name}, <Since value={said.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.form} onSubmit={onSubmit}>
        <TextField label={t`Your comment`} rows={2} value={text} onChange={setText} />
        <div>
          <Button type="submit" isDisabled={!text.trim()} isPending={isSending}>
            <Trans>Comment</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
