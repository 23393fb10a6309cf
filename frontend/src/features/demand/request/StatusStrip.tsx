import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { DateText, MonthSpan, People, Since } from "#ui/Money.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { StatusStrip_request$key } from "./__generated__/StatusStrip_request.graphql.ts";
import styles from "./Request.module.css";

/** Here IT owes the next step even before a team has taken it up. */
const OF_IT: ReadonlySet<string> = new Set(["SUBMITTED", "COMMITTED", "IN_DELIVERY"]);

/** Where a request has, or still waits for, a place in its unit's list. */
const IN_A_LIST: ReadonlySet<string> = new Set(["SUBMITTED", "ESTIMATED", "RANKED"]);

/** What everyone wants to know first: next step, who owes it, by when, and the place. */
export function StatusStrip({ request }: { request: StatusStrip_request$key }) {
  const { t } = useLingui();
  const { state, nextStep, nextUpdateAt, updateMissed, decideBy, undecidedTooLong, rank, place } =
    useFragment(
      graphql`
      fragment StatusStrip_request on Request {
        state
        nextStep {
          text
          waitsFor {
            id
            name
          }
          team {
            id
            name
          }
          dueAt
          overdue
        }
        nextUpdateAt
        updateMissed
        decideBy
        undecidedTooLong
        rank {
          place
          of
          lastMove {
            at
            reason
            by {
              id
              name
            }
          }
        }
        place {
          id
          place
          startMonth
          finishMonth
          aboveCommitLine
          why {
            text
            constraint
            facts
            wouldHelp
          }
        }
      }
    `,
      request,
    );
  return (
    <dl className={styles.strip}>
      <div className={styles.next}>
        <dt>
          <Trans>Next step</Trans>
        </dt>
        <dd>{nextStep.text}</dd>
      </div>
      <div>
        <dt>
          <Trans>Waits for</Trans>
        </dt>
        <dd>
          {nextStep.waitsFor.length > 0 ? (
            <People people={nextStep.waitsFor} />
          ) : (
            (nextStep.team?.name ?? (OF_IT.has(state) ? t`delivery teams` : t`nobody`))
          )}
        </dd>
      </div>
      <div>
        <dt>
          <Trans>By when</Trans>
        </dt>
        <dd>
          {nextStep.dueAt ? (
            <>
              <Since value={nextStep.dueAt} />{" "}
              {nextStep.overdue && (
                <Badge tone="bad">
                  <Trans>overdue</Trans>
                </Badge>
              )}
            </>
          ) : (
            t`no date set`
          )}
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Next update</Trans>
        </dt>
        <dd>
          {updateMissed ? (
            <Badge tone="bad">
              <Trans>update missed</Trans>
            </Badge>
          ) : nextUpdateAt ? (
            <DateText value={nextUpdateAt} />
          ) : (
            t`none promised`
          )}
        </dd>
      </div>
      {IN_A_LIST.has(state) && (
        <div>
          <dt>
            <Trans>Rank in the unit</Trans>
          </dt>
          <dd>
            {rank ? (
              <WhyPopover
                title={t`Rank ${rank.place} of ${rank.of}`}
                text={
                  rank.lastMove
                    ? t`Last moved by ${rank.lastMove.by.name}. ${rank.lastMove.reason ?? ""}`
                    : t`Not moved since it joined the list.`
                }
                more={rank.lastMove && <Since value={rank.lastMove.at} />}
              >
                <Trans>
                  {rank.place} of {rank.of}
                </Trans>
              </WhyPopover>
            ) : (
              t`not ranked`
            )}
          </dd>
        </div>
      )}
      {(place || IN_A_LIST.has(state)) && (
        <div>
          <dt>
            <Trans>Place in the portfolio</Trans>
          </dt>
          <dd>
            {place ? (
              <WhyPopover
                title={place.place > 0 ? t`Why place ${place.place}?` : t`Place in the portfolio`}
                text={place.why.text}
                constraint={place.why.constraint}
                facts={place.why.facts}
                wouldHelp={place.why.wouldHelp}
              >
                {place.place > 0 && `${place.place}, `}
                {place.aboveCommitLine ? t`above the commit line` : t`below the commit line`}
              </WhyPopover>
            ) : (
              t`not in the plan`
            )}
          </dd>
        </div>
      )}
      {decideBy && (
        <div>
          <dt>
            <Trans>Decide by</Trans>
          </dt>
          <dd>
            <DateText value={decideBy} />{" "}
            {undecidedTooLong && (
              <Badge tone="bad">
                <Trans>confirm anew</Trans>
              </Badge>
            )}
          </dd>
        </div>
      )}
      {place?.startMonth && (
        <div>
          <dt>
            <Trans>Planned</Trans>
          </dt>
          <dd>
            <MonthSpan from={place.startMonth} to={place.finishMonth} />
          </dd>
        </div>
      )}
    </dl>
  );
}
