import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { graphql, useFragment } from "react-relay";
import { listText } from "#lib/format.ts";
import { Days, Num, Percent, useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { PolicySentences_policy$key } from "./__generated__/PolicySentences_policy.graphql.ts";
import styles from "./Policy.module.css";

/** What the rules say, grouped by what they govern. */
export function PolicySentences({ policy }: { policy: PolicySentences_policy$key }) {
  const { t } = useLingui();
  const locale = useLocale();
  const data = useFragment(
    graphql`
      fragment PolicySentences_policy on Policy {
        answerDays
        remindAfterDays
        commitShare
        committedChance
        smallItemDays
        smallLanePercent
        mandatoryWeight
        decideByMonths
        creditMonths
        planningRoundMonths
        calibrateEfforts
        simulationRuns
        horizonMonths
        valuationMonths
        reviewCheckpointMonths
        minimumSample
        minimumGroup
        updateEveryDays
      }
    `,
    policy,
  );
  const checkpoints = listText(data.reviewCheckpointMonths.map(String), locale);
  const groups: [string, ReactNode[]][] = [
    [
      t`Order and plan`,
      [
        <Trans key="order">
          The portfolio order follows the owners' lists and the units' shares of capacity. Promised value
          never drives it.
        </Trans>,
        <Trans key="line">
          The commit line stands where at least <Percent value={data.commitShare} /> of the effort ranked
          above it is in the plan.
        </Trans>,
        <Trans key="chance">
          A request counts as committed from a chance of <Percent value={data.committedChance} /> on.
        </Trans>,
        data.smallLanePercent > 0 ? (
          <Trans key="small">
            A request of at most <Days value={Number(data.smallItemDays)} /> may take the quick-win lane,
            which has <Percent value={data.smallLanePercent / 100} /> of the portfolio; each unit has one
            there at a time.
          </Trans>
        ) : (
          <Trans key="small">There is no quick-win lane.</Trans>
        ),
        data.mandatoryWeight > 0 ? (
          <Trans key="mandatory">
            What law or regulator require stands first and counts with a weight of{" "}
            <Num value={data.mandatoryWeight} /> beside the units' weights.
          </Trans>
        ) : (
          <Trans key="mandatory">What law or regulator require stands first and takes no unit's share.</Trans>
        ),
        <Plural
          key="decide"
          value={data.decideByMonths}
          one="A request is decided or confirmed anew within # month; after that it has no place in the order and the plan until its owner confirms it."
          other="A request is decided or confirmed anew within # months; after that it has no place in the order and the plan until its owner confirms it."
        />,
        <Plural
          key="credit"
          value={data.creditMonths}
          one="A unit that gets less than its share while its work waits is owed the rest in priority days: up to # month of its share, or its largest request if that is more."
          other="A unit that gets less than its share while its work waits is owed the rest in priority days: up to # months of its share, or its largest request if that is more."
        />,
        <Plural
          key="round"
          value={data.planningRoundMonths}
          one="A planning round makes the plan anew every month; in between nobody silently moves to a later one."
          other="A planning round makes the plan anew every # months; in between nobody silently moves to a later one."
        />,
        data.calibrateEfforts ? (
          <Trans key="calibrate">Effort is planned at what such estimates came out at.</Trans>
        ) : (
          <Trans key="calibrate">Effort is planned as it was estimated.</Trans>
        ),
        <Trans key="simulation">
          A forecast tries the plan <Num value={data.simulationRuns} /> times.
        </Trans>,
        <Plural
          key="horizon"
          value={data.horizonMonths}
          one="The plan looks # month ahead."
          other="The plan looks # months ahead."
        />,
      ],
    ],
    [
      t`Priority questions`,
      [
        <Plural
          key="answer"
          value={data.answerDays}
          one="Owners have # day to answer a priority question."
          other="Owners have # days to answer a priority question."
        />,
        <Plural
          key="remind"
          value={data.remindAfterDays}
          one="They are reminded after # day."
          other="They are reminded after # days."
        />,
        <Trans key="silence">
          If the owners asked have not agreed by then, the governance board decides.
        </Trans>,
      ],
    ],
    [
      t`Value`,
      [
        <Plural
          key="valuation"
          value={data.valuationMonths}
          one="# month of benefits counts into a value."
          other="# months of benefits count into a value."
        />,
        <Trans key="reviews">
          Promised and realised value are compared {checkpoints} months after delivery.
        </Trans>,
        <Plural
          key="sample"
          value={data.minimumSample}
          one="A record prices the next promise from # result on."
          other="A record prices the next promise from # results on."
        />,
      ],
    ],
    [
      t`Being told, and being heard`,
      [
        <Plural
          key="updates"
          value={data.updateEveryDays}
          one="Followers of a request in delivery get an update every day."
          other="Followers of a request in delivery get an update at least every # days."
        />,
        <Plural
          key="group"
          value={data.minimumGroup}
          one="The mood of a group is shown from # person on."
          other="The mood of a group is shown from # people on."
        />,
      ],
    ],
  ];
  return (
    <div className={styles.groups}>
      {groups.map(([title, sentences]) => (
        <Card key={title} title={title}>
          <ul className={styles.sentences}>
            {sentences.map((sentence, at) => (
              <li key={at}>{sentence}</li>
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}
