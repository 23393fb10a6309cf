import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Since } from "#ui/Money.tsx";
import { Note } from "#ui/Page.tsx";
import type { OtherDraftsDiscardMutation } from "./__generated__/OtherDraftsDiscardMutation.graphql.ts";
import { titleOf } from "./form.ts";
import styles from "./Intake.module.css";

interface Draft {
  readonly id: string;
  readonly title: string | null | undefined;
  readonly problem: string | null | undefined;
  readonly savedAt: string;
}

/** What was begun and not sent: to go on with, or to throw away. */
export function OtherDrafts({
  drafts,
  onOpen,
}: {
  drafts: readonly Draft[];
  onOpen: (draft: string) => void;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [gone, setGone] = useState<readonly string[]>([]);
  const [discard] = useCommand<OtherDraftsDiscardMutation>(graphql`
    mutation OtherDraftsDiscardMutation($draft: ID!) {
      discardDraft(draft: $draft) {
        __typename
        ... on DraftDiscarded { draft }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const left = drafts.filter((draft) => !gone.includes(draft.id)).slice(0, 3);
  if (left.length === 0) return null;
  const open = async (id: string) => {
    await navigate({ to: "/requests/new", search: { draft: id }, replace: true });
    onOpen(id);
  };
  const throwAway = async (id: string) => {
    if ((await discard({ draft: id }, { said: t`The draft is discarded.` })).ok) setGone([...gone, id]);
  };
  return (
    <Note icon="requests">
      <ul className={styles.drafts}>
        {left.map((draft) => {
          const name = titleOf({ title: draft.title ?? "", problem: draft.problem ?? "" }) || t`Untitled`;
          return (
            <li key={draft.id}>
              <span>
                <Trans>
                  Draft “{name}”, <Since value={draft.savedAt} />
                </Trans>
              </span>
              <Button size="small" onPress={() => void open(draft.id)} aria-label={t`Go on with ${name}`}>
                <Trans>Go on</Trans>
              </Button>
              <Button
                size="small"
                look="quiet"
                onPress={() => void throwAway(draft.id)}
                aria-label={t`Discard the draft ${name}`}
              >
                <Trans>Discard</Trans>
              </Button>
            </li>
          );
        })}
      </ul>
    </Note>
  );
}
