import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { monthAfter, monthOf } from "#lib/months.ts";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import { DeedDialog, type DeedDialogProps } from "./DeedDialog.tsx";
import { useRequestDeeds } from "./useRequestDeeds.ts";
import { ROUTE_NAMES } from "./words.ts";

export type DeedName = keyof ReturnType<typeof useRequestDeeds>;

export interface RequestDeedProps {
  name: DeedName;
  id: string;
  requestKey: string;
  version: number;
  /** What a commitment would freeze, as it stands now. */
  promise?: ReactNode;
  onClose: () => void;
}

/** How many days ahead the next update is offered. */
const NEXT_UPDATE_DAYS = 14;

const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The dialog of one deed: what it does, what it asks, and its call. */
export default function RequestDeed({
  name,
  id,
  requestKey: key,
  version,
  promise,
  onClose,
}: RequestDeedProps) {
  const { t, i18n } = useLingui();
  const deeds = useRequestDeeds();
  const [route, setRoute] = useState<keyof typeof ROUTE_NAMES | null>(null);
  const [month, setMonth] = useState(monthAfter(monthOf(new Date()), 1));
  const [day, setDay] = useState(dayAhead(NEXT_UPDATE_DAYS));
  const why = t`Reason, shown in the history`;
  const dialogs: Record<DeedName, Omit<DeedDialogProps, "onClose">> = {
    commit: {
      title: t`Commit ${key}`,
      explanation: t`Dates, cost and promised value are frozen as the promise. Results will be compared with it. This cannot be undone.`,
      action: t`Commit request`,
      fields: promise,
      perform: () =>
        deeds.commit({ request: id, expectedVersion: version }, { said: t`${key} is committed.` }),
    },
    sponsor: {
      title: t`Sponsor ${key}`,
      explanation: t`You stand for its value and rank it in your unit's list.`,
      action: t`Sponsor request`,
      perform: () => deeds.sponsor({ request: id }, { said: t`You sponsor ${key}.` }),
    },
    withdraw: {
      title: t`Withdraw ${key}`,
      explanation: t`It leaves the list for good. Followers are told why.`,
      action: t`Withdraw request`,
      danger: true,
      asks: why,
      perform: (reason) => deeds.withdraw({ request: id, reason }, { said: t`${key} is withdrawn.` }),
    },
    park: {
      title: t`Park ${key}`,
      explanation: t`It leaves the list until you look at it again. Followers see the reason and the date.`,
      action: t`Park request`,
      asks: why,
      fields: <TextField label={t`Look again on`} type="date" value={day} onChange={setDay} />,
      perform: (reason) =>
        deeds.park({ request: id, reason, lookAgainOn: day || null }, { said: t`${key} is parked.` }),
    },
    reconfirm: {
      title: t`Confirm ${key} anew`,
      explanation: t`It still matters: it keeps its place, and the time to decide it begins anew today.`,
      action: t`Confirm request`,
      asks: why,
      perform: (reason) => deeds.reconfirm({ request: id, reason }, { said: t`${key} is confirmed anew.` }),
    },
    resume: {
      title: t`Resume ${key}`,
      explanation: t`It returns to the state that it had before.`,
      action: t`Resume request`,
      asks: why,
      perform: (reason) => deeds.resume({ request: id, reason }, { said: t`${key} is back in the list.` }),
    },
    chooseRoute: {
      title: t`Choose another route for ${key}`,
      explanation: t`The need stays; the way to meet it changes.`,
      action: t`Choose route`,
      asks: why,
      fields: (
        <Select
          label={t`Route`}
          placeholder={t`Choose`}
          value={route}
          onChange={setRoute}
          options={(Object.keys(ROUTE_NAMES) as (keyof typeof ROUTE_NAMES)[]).map((option) => ({
            id: option,
            label: i18n._(ROUTE_NAMES[option]),
          }))}
        />
      ),
      perform: async (reason) =>
        route
          ? deeds.chooseRoute({ request: id, route, reason }, { said: t`${key} takes another route.` })
          : {
              ok: false,
              problem: { code: "RULE_VIOLATION", message: t`Choose a route first.`, violations: [] },
            },
    },
    startDelivery: {
      title: t`Start delivery of ${key}`,
      explanation: t`Followers are told that work has begun today.`,
      action: t`Start delivery`,
      perform: () => deeds.startDelivery({ request: id }, { said: t`Delivery of ${key} has begun.` }),
    },
    deliver: {
      title: t`Report ${key} as delivered`,
      explanation: t`The value reviews are scheduled from today; the owner measures from then on.`,
      action: t`Report as delivered`,
      perform: () => deeds.deliver({ request: id }, { said: t`${key} is delivered.` }),
    },
    moveForecast: {
      title: t`Move the forecast of ${key}`,
      explanation: t`The promise stays as it was; the forecast stands beside it.`,
      action: t`Move forecast`,
      asks: why,
      fields: <TextField label={t`New finish month`} type="month" value={month} onChange={setMonth} />,
      perform: (reason) =>
        deeds.moveForecast(
          { request: id, finishMonth: month, reason },
          { said: t`The forecast of ${key} is moved.` },
        ),
    },
    askClarification: {
      title: t`Ask for clarification of ${key}`,
      explanation: t`Ranking goes on meanwhile; the submitter and the owner are asked.`,
      action: t`Ask for clarification`,
      asks: t`Question`,
      perform: (question) =>
        deeds.askClarification({ request: id, question }, { said: t`Your question is sent.` }),
    },
    answerClarification: {
      title: t`Answer the clarification of ${key}`,
      explanation: t`The one who asked is told.`,
      action: t`Answer`,
      asks: t`Answer`,
      perform: (answer) =>
        deeds.answerClarification({ request: id, answer }, { said: t`Your answer is sent.` }),
    },
    postUpdate: {
      title: t`Post an update on ${key}`,
      explanation: t`All followers get it, with the day of the next one. A missed update is shown as missed.`,
      action: t`Post update`,
      asks: t`What is new`,
      fields: <TextField label={t`Next update on`} type="date" value={day} onChange={setDay} />,
      perform: (text) =>
        deeds.postUpdate(
          { request: id, text, nextUpdateAt: new Date(`${day}T12:00:00`).toISOString() },
          { said: t`The update is posted.` },
        ),
    },
    raiseQuestion: {
      title: t`Raise a priority question on ${key}`,
      explanation: t`The owners affected get the options with their prices and decide. You contribute the facts.`,
      action: t`Raise question`,
      asks: t`What does not fit, and why`,
      fields: <TextField label={t`Wanted month`} type="month" value={month} onChange={setMonth} />,
      perform: (reason) =>
        deeds.raiseQuestion(
          { request: id, reason, wantedMonth: month || null },
          { said: t`The owners are asked.` },
        ),
    },
  };
  return <DeedDialog {...dialogs[name]} onClose={onClose} />;
}
