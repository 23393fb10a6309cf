import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { numberText, percentText } from "#lib/format.ts";
import { DateText, Since, useLocale } from "#ui/Money.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { PlanStrip_plan$key } from "./__generated__/PlanStrip_plan.graphql.ts";
import { moveOf } from "./changes.ts";
import styles from "./Plan.module.css";

/** How far the plan reaches, on which round it stands, and when the next one is due. */
export function PlanStrip({ plan }: { plan: PlanStrip_plan$key }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { commitLine, entries, round, nextRoundOn, changesSinceRound, orderDebts } = useFragment(
    graphql`
      fragment PlanStrip_plan on Plan {
        commitLine {
          place
          plannedShare
          plannedDays
          rankedDays
          text
        }
        entries {
          id
          startMonth
        }
        round {
          id
          number
          heldAt
          reason
          heldBy {
            id
            name
          }
        }
        nextRoundOn
        changesSinceRound {
          id
          before
          after
        }
        orderDebts {
          id
        }
      }
    `,
    plan,
  );
  const planned = entries.filter(({ startMonth }) => startMonth).length;
  const later = changesSinceRound.filter((change) => moveOf(change) === "later").length;
  const dropped = changesSinceRound.filter((change) => moveOf(change) === "out").length;
  return (
    <dl className={styles.strip}>
      <div>
        <dt>
          <Trans>In the plan</Trans>
        </dt>
        <dd>
          <Trans>
            {planned} of <Plural value={entries.length} one="# request" other="# requests" />
          </Trans>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Commit line</Trans>
        </dt>
        <dd>
          <WhyPopover
            title={t`Why is the line at place ${commitLine.place}?`}
            text={commitLine.text}
            facts={[
              t`${numberText(commitLine.plannedDays, locale)} of the ${numberText(commitLine.rankedDays, locale)} days ranked above it are in the plan (${percentText(commitLine.plannedShare, locale)}).`,
            ]}
          >
            <Trans>after place {commitLine.place}</Trans>
          </WhyPopover>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Stands on</Trans>
        </dt>
        <dd>
          {round ? (
            <WhyPopover
              title={t`Planning round ${round.number}`}
              text={t`Held by ${round.heldBy.name}. ${round.reason}`}
            >
              <span>
                <Trans>
                  round {round.number}, <Since value={round.heldAt} />
                </Trans>
              </span>
            </WhyPopover>
          ) : (
            <Trans>the order, planned anew with each change</Trans>
          )}
        </dd>
      </div>
      {round && (
        <>
          <div>
            <dt>
              <Trans>Next round due</Trans>
            </dt>
            <dd>{nextRoundOn ? <DateText value={nextRoundOn} /> : <Trans>no date set</Trans>}</dd>
          </div>
          <div>
            <dt>
              <Trans>Changed since</Trans>
            </dt>
            <dd>
              <a href="#changes">
                <Plural value={changesSinceRound.length} _0="nothing" one="# request" other="# requests" />
              </a>
              {later + dropped > 0 && (
                <small>
                  {" ("}
                  {later > 0 && <Plural value={later} one="# starts later" other="# start later" />}
                  {later > 0 && dropped > 0 && ", "}
                  {dropped > 0 && <Plural value={dropped} one="# drops out" other="# drop out" />}
                  {")"}
                </small>
              )}
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Waiting behind lower ranked ones</Trans>
            </dt>
            <dd>
              <a href="#debts">
                <Plural value={orderDebts.length} _0="none" one="# request" other="# requests" />
              </a>
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
