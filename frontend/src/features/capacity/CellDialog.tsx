import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { monthText } from "#lib/format.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { fillOf, type HeatCell, type HeatRow } from "#ui/HeatMap.tsx";
import { Days, MonthSpan, Percent, useLocale } from "#ui/Money.tsx";
import { Facts, Note } from "#ui/Page.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { CapacityPageQuery$data } from "./__generated__/CapacityPageQuery.graphql.ts";
import type { CellDialogMutation } from "./__generated__/CellDialogMutation.graphql.ts";
import styles from "./Capacity.module.css";
import { worksIn } from "./months.ts";

type Entry = CapacityPageQuery$data["plan"]["entries"][number];

export interface CellDialogProps {
  row: HeatRow;
  cell: HeatCell;
  entries: readonly Entry[];
  onClose: () => void;
}

/** What fills a team's month; from here a conflict goes to the business as a question. */
export function CellDialog({ row, cell, entries, onClose }: CellDialogProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const viewer = useViewer();
  const [asking, setAsking] = useState<Entry | null>(null);
  const month = monthText(cell.month, locale);
  const estimateOf = (entry: Entry) => entry.request.estimates.find(({ team }) => team.id === row.id);
  const working = entries.filter((entry) => worksIn(entry, cell.month) && estimateOf(entry));
  const mayAsk = viewer.can("raise_priority_question");
  if (asking) {
    return (
      <AskDialog
        entry={asking}
        team={row.name}
        month={cell.month}
        onClose={onClose}
        onBack={() => setAsking(null)}
      />
    );
  }
  return (
    <Dialog title={t`${row.name} in ${month}`} isOpen onClose={onClose} wide>
      <Facts
        facts={[
          [t`Planned`, <Days key="planned" value={cell.planned} />],
          [t`There for requests`, <Days key="net" value={cell.net} />],
          [t`Used`, <Percent key="share" value={Number.isFinite(fillOf(cell)) ? fillOf(cell) : null} />],
        ]}
      />
      {!cell.logged && (
        <Note icon="clock">
          <Trans>The team has not logged this month; its last month logged is assumed.</Trans>
        </Note>
      )}
      {working.length === 0 ? (
        <p className={styles.faint}>
          <Trans>No request is planned for this team in this month.</Trans>
        </p>
      ) : (
        <ul className={styles.work}>
          {working.map((entry) => (
            <li key={entry.id}>
              <div>
                <Link to="/requests/$key" params={{ key: entry.request.key }}>
                  {entry.request.title}
                </Link>
                <span className={styles.meta}>
                  {entry.request.key} · <MonthSpan from={entry.startMonth} to={entry.finishMonth} /> ·{" "}
                  <Trans>
                    estimated: <Days value={estimateOf(entry)?.effortDays.expected} /> of this team in all
                  </Trans>
                </span>
              </div>
              <StateBadge state={entry.request.state} />
              {mayAsk && entry.request.state === "RANKED" && (
                <Button size="small" onPress={() => setAsking(entry)}>
                  <Trans>Raise as a question</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

interface AskDialogProps {
  entry: Entry;
  team: string;
  month: string;
  onClose: () => void;
  onBack: () => void;
}

function AskDialog({ entry, team, month, onClose, onBack }: AskDialogProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [raise, isRaising] = useCommand<CellDialogMutation>(
    graphql`
      mutation CellDialogMutation($request: ID!, $reason: String!, $wantedMonth: Month) {
        raisePriorityQuestion(request: $request, reason: $reason, wantedMonth: $wantedMonth) {
          __typename
          ... on QuestionPayload {
            question {
              id
            }
          }
          ... on Problem {
            code
            message
            rule
            violations {
              path
              message
            }
          }
        }
      }
    `,
    { quiet: true },
  );
  const submit = async () => {
    if (reason.trim() === "") {
      setError(t`Say what does not fit, so that the owners can decide.`);
      return;
    }
    const outcome = await raise(
      { request: entry.request.id, reason: reason.trim(), wantedMonth: entry.finishMonth ?? null },
      { said: t`The question about ${entry.request.key} is with its owners.` },
    );
    if (!outcome.ok) setError(outcome.problem.message);
    else {
      onClose();
      void navigate({ to: "/questions/$id", params: { id: outcome.payload.question.id } });
    }
  };
  return (
    <Dialog
      title={t`Ask the business about ${entry.request.key}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onPress={onBack}>
            <Trans>Back</Trans>
          </Button>
          <Button look="primary" isPending={isRaising} onPress={() => void submit()}>
            <Trans>Raise question</Trans>
          </Button>
        </>
      }
    >
      <p>{entry.request.title}</p>
      <TextField
        label={t`What does not fit?`}
        hint={t`Facts only: ${team}, ${monthText(month, locale)}. The options and their prices are worked out by themselves.`}
        rows={3}
        autoFocus
        value={reason}
        onChange={(text) => {
          setReason(text);
          setError(null);
        }}
        error={error}
      />
    </Dialog>
  );
}
