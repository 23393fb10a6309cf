import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { graphql, useFragment } from "react-relay";
import { listText } from "#lib/format.ts";
import { Days, Percent, useLocale } from "#ui/Money.tsx";
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
        <Trans key="small">
          A request of at most <Days value={Number(data.smallItemDays)} /> may take the quick-win lane.
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
