import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { announce } from "#lib/announce.ts";
import { Button } from "#ui/Button.tsx";
import { DateText } from "#ui/Money.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { showToast } from "#ui/toasts.ts";
import type { SimilarRequestsCommentMutation } from "./__generated__/SimilarRequestsCommentMutation.graphql.ts";
import type { SimilarRequestsDiscardMutation } from "./__generated__/SimilarRequestsDiscardMutation.graphql.ts";
import type { SimilarRequestsFollowMutation } from "./__generated__/SimilarRequestsFollowMutation.graphql.ts";
import styles from "./Intake.module.css";
import type { Similar } from "./useSimilar.ts";

export interface SimilarRequestsProps {
  found: readonly Similar[];
  /** What was typed; it becomes a comment on the request that is followed instead. */
  text: string;
  /** The draft to throw away then, and the end of keeping it. */
  leave: () => string | null;
}

/** What others have asked for already, quietly beside the form; following one keeps what was typed as a comment. */
export function SimilarRequests({ found, text, leave }: SimilarRequestsProps) {
  const { t } = useLingui();
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const [follow] = useCommand<SimilarRequestsFollowMutation>(graphql`
    mutation SimilarRequestsFollowMutation($request: ID!) {
      follow(request: $request) {
        __typename
        ... on RequestPayload { request { id followed followerCount } }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const [comment] = useCommand<SimilarRequestsCommentMutation>(graphql`
    mutation SimilarRequestsCommentMutation($request: ID!, $text: String!) {
      comment(request: $request, text: $text) {
        __typename
        ... on CommentPayload { comment { id } }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const [discard] = useCommand<SimilarRequestsDiscardMutation>(graphql`
    mutation SimilarRequestsDiscardMutation($draft: ID!) {
      discardDraft(draft: $draft) {
        __typename
        ... on DraftDiscarded { draft }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const count = found.length;
  useEffect(() => {
    if (count > 0) announce(t`${count} similar requests are shown beside the form`);
  }, [count, t]);
  const followInstead = async ({ request }: Similar) => {
    setBusy(request.id);
    const said = text.trim() ? await comment({ request: request.id, text: text.trim() }) : { ok: true };
    const followed = said.ok && (await follow({ request: request.id })).ok;
    setBusy(null);
    if (!followed) return;
    const draft = leave();
    if (draft) void discard({ draft });
    showToast(t`You follow ${request.key}. What you wrote stands there as a comment.`, { tone: "good" });
    await router.navigate({ to: "/requests/$key", params: { key: request.key } });
  };
  if (count === 0) return null;
  return (
    <section className={styles.similar} aria-labelledby="similar-title">
      <h2 id="similar-title">
        <Plural
          value={count}
          one="Somebody asked for something similar"
          other="Others asked for something similar"
        />
      </h2>
      <ul>
        {found.map((one) => (
          <li key={one.id}>
            <p className={styles.similarHead}>
              <span>
                {one.request.key} · {one.request.unit.name}
              </span>
              <StateBadge state={one.request.state} />
            </p>
            <Link to="/requests/$key" params={{ key: one.request.key }} target="_blank">
              {one.request.title}
            </Link>
            <p className={styles.soft}>
              {one.request.nextUpdateAt ? (
                <Trans>
                  Next update <DateText value={one.request.nextUpdateAt} />
                </Trans>
              ) : (
                one.request.nextStep.text
              )}
            </p>
            <Button
              size="small"
              isPending={busy === one.request.id}
              isDisabled={busy !== null && busy !== one.request.id}
              onPress={() => void followInstead(one)}
            >
              <Trans>Follow this one instead</Trans>
              <span className="visually-hidden"> {one.request.key}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
