import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { classes } from "#lib/classes.ts";
import { Button } from "#ui/Button.tsx";
import { Num } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { Pulse_request$data, Pulse_request$key } from "./__generated__/Pulse_request.graphql.ts";
import type { PulseMutation } from "./__generated__/PulseMutation.graphql.ts";
import styles from "./Pulse.module.css";

type State = Pulse_request$data["state"];

/** The moment that a request's state stands for. */
const MOMENTS = {
  SUBMITTED: "SUBMITTED",
  ESTIMATED: "ESTIMATED",
  RANKED: "ESTIMATED",
  COMMITTED: "QUESTION_ANSWERED",
  IN_DELIVERY: "UPDATE",
  DELIVERED: "DELIVERED",
  IN_REVIEW: "REVIEWED",
  CLOSED: "REVIEWED",
  PARKED: "QUESTION_ANSWERED",
  WITHDRAWN: "QUESTION_ANSWERED",
  REROUTED: "QUESTION_ANSWERED",
} as const satisfies Record<State, string>;

const FACES = [1, 2, 3, 4, 5] as const;
const DAY = 86_400_000;
const ASKED_EVERY_DAYS = 30;
const keyOf = (id: string) => `mandate.pulse.${id}`;
const isDismissed = (id: string) =>
  Date.now() - Number(localStorage.getItem(keyOf(id)) ?? 0) < ASKED_EVERY_DAYS * DAY;

/** One question, five faces with words, a comment if one likes; asked at most monthly and easily put away. */
export function Pulse({ request }: { request: Pulse_request$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment Pulse_request on Request {
        id
        state
        pulses { count mean mine }
      }
    `,
    request,
  );
  const [face, setFace] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const [isAway, setAway] = useState(() => isDismissed(data.id));
  const [give, isPending] = useCommand<PulseMutation>(graphql`
    mutation PulseMutation($moment: Moment!, $request: ID!, $face: Int!, $comment: String) {
      givePulse(moment: $moment, request: $request, face: $face, comment: $comment) {
        __typename
        ... on PulsePayload { request { ...Pulse_request } }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const words = [t`Very bad`, t`Bad`, t`Neither`, t`Good`, t`Very good`];
  const putAway = () => {
    localStorage.setItem(keyOf(data.id), String(Date.now()));
    setAway(true);
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (face === null) return;
    const outcome = await give(
      { moment: MOMENTS[data.state], request: data.id, face, comment: comment.trim() || null },
      { said: t`Thank you, that is recorded.` },
    );
    if (outcome.ok) putAway();
  };
  const { count, mean } = data.pulses;
  const summary = count > 0 && (
    <p className={styles.soft}>
      <Plural value={count} one="# answer so far" other="# answers so far" />
      {mean !== null && mean !== undefined && (
        <>
          {" · "}
          <Trans>
            mean <Num value={mean} digits={1} /> of 5
          </Trans>
        </>
      )}
    </p>
  );
  if (isAway) return summary ? <Card title={t`How it goes`}>{summary}</Card> : null;
  return (
    <Card
      title={t`How does it go for you?`}
      aside={
        <Button size="small" look="quiet" onPress={putAway}>
          <Trans>Not now</Trans>
        </Button>
      }
    >
      <form className={styles.form} onSubmit={onSubmit}>
        <fieldset className={styles.faces}>
          <legend className="visually-hidden">{t`How does this request go for you?`}</legend>
          {FACES.map((value) => (
            <label key={value} className={classes(styles.face, face === value && styles.chosen)}>
              <input
                type="radio"
                name={`pulse-${data.id}`}
                checked={face === value}
                onChange={() => setFace(value)}
              />
              <Face value={value} />
              <span>{words[value - 1]}</span>
            </label>
          ))}
        </fieldset>
        {face !== null && (
          <>
            <TextField
              label={t`In a few words`}
              optional
              value={comment}
              onChange={setComment}
              maxLength={500}
            />
            <div>
              <Button type="submit" look="primary" isPending={isPending}>
                <Trans>Send</Trans>
              </Button>
            </div>
          </>
        )}
        <p className={styles.soft}>
          <Trans>Answers are shown as a mean, never for small groups and never by name.</Trans>
        </p>
      </form>
      {summary}
    </Card>
  );
}

/** A mouth from down to up; the word below carries the meaning. */
function Face({ value }: { value: number }) {
  const bend = (value - 3) * 2.4;
  return (
    <svg
      width="30"
      height="30"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <circle cx="12" cy="12" r="9.5" />
      <path d={`M8 ${15.5 - bend / 2} Q12 ${15.5 + bend} 16 ${15.5 - bend / 2}`} strokeLinecap="round" />
      <path d="M9 9.6v.4M15 9.6v.4" strokeLinecap="round" strokeWidth="2" />
    </svg>
  );
}
