import { Trans, useLingui } from "@lingui/react/macro";
import { Suspense } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Popover } from "react-aria-components/Popover";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Percent, Since } from "#ui/Money.tsx";
import popover from "#ui/Popover.module.css";
import { Skeleton } from "#ui/Skeleton.tsx";
import type { WhyHereQuery } from "./__generated__/WhyHereQuery.graphql.ts";
import styles from "./Ranking.module.css";

export interface WhyHereProps {
  requestKey: string;
  /** Why it stands at this place of its unit's list, and what would raise it there. */
  whyHere: string | null;
  wouldRaise: string | null;
  anchor: HTMLElement;
  onClose: () => void;
}

/** Why a request stands where it stands: its own rank, what the plan makes of it, and the last change. */
export default function WhyHere({ requestKey, whyHere, wouldRaise, anchor, onClose }: WhyHereProps) {
  const { t } = useLingui();
  return (
    <Popover
      className={popover.popover ?? ""}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      triggerRef={{ current: anchor }}
      placement="bottom end"
    >
      <Dialog className={popover.dialog ?? ""}>
        <Heading slot="title" level={3} className={popover.title}>
          {t`Why is ${requestKey} here?`}
        </Heading>
        {whyHere && <p>{whyHere}</p>}
        {wouldRaise && <p className={popover.help}>{wouldRaise}</p>}
        <Suspense fallback={<Skeleton />}>
          <Explanation requestKey={requestKey} />
        </Suspense>
      </Dialog>
    </Popover>
  );
}

function Explanation({ requestKey }: { requestKey: string }) {
  const { request } = useLazyLoadQuery<WhyHereQuery>(
    graphql`
      query WhyHereQuery($key: String!) {
        request(key: $key) {
          id
          rank {
            place
            of
            lastMove {
              fromPlace
              toPlace
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
            why {
              text
              constraint
              facts
              wouldHelp
            }
          }
          endorsements {
            id
            costShare
            unit {
              id
              name
            }
          }
        }
      }
    `,
    { key: requestKey },
    { fetchPolicy: "store-and-network" },
  );
  if (!request) return null;
  const { rank, place, endorsements } = request;
  const move = rank?.lastMove;
  return (
    <>
      {rank ? (
        <p>
          <Trans>
            Its owner ranks it {rank.place} of {rank.of}.
          </Trans>{" "}
          {place && <Trans>All units' lists together put it at {place.place}.</Trans>}
        </p>
      ) : (
        <p>
          <Trans>It has no place in its unit's list yet, so the plan leaves it out.</Trans>
        </p>
      )}
      {place && (
        <>
          <p>{place.why.text}</p>
          {place.why.facts.length > 0 && (
            <ul className={popover.facts}>
              {place.why.facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
          {place.why.wouldHelp && (
            <p className={popover.help}>
              <Trans>What would help: {place.why.wouldHelp}</Trans>
            </p>
          )}
        </>
      )}
      {endorsements.length > 0 && (
        <ul className={popover.facts}>
          {endorsements.map((one) => (
            <li key={one.id}>
              <Trans>
                {one.unit.name} supports it and would carry <Percent value={one.costShare} /> of the cost.
              </Trans>
            </li>
          ))}
        </ul>
      )}
      {move && (
        <p className={styles.last}>
          {move.fromPlace && move.toPlace ? (
            <Trans>
              Last moved from {move.fromPlace} to {move.toPlace} by {move.by.name}, <Since value={move.at} />.
            </Trans>
          ) : (
            <Trans>
              Last ranked by {move.by.name}, <Since value={move.at} />.
            </Trans>
          )}
          {move.reason && <q>{move.reason}</q>}
        </p>
      )}
    </>
  );
}
