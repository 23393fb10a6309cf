import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { isPast } from "#lib/days.ts";
import { numberText } from "#lib/format.ts";
import { Badge } from "#ui/Badge.tsx";
import { DateText, MonthSpan, MonthText, Percent, useLocale } from "#ui/Money.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { entry_place$data } from "./__generated__/entry_place.graphql.ts";
import styles from "./Portfolio.module.css";

export interface LineData {
  readonly place: number;
  readonly plannedDays: number;
  readonly rankedDays: number;
}

/** What is special about a place: in words, not by colour. */
export function Flags({ entry }: { entry: entry_place$data }) {
  const { request } = entry;
  return (
    <>
      {request.state !== "RANKED" && <StateBadge state={request.state} />}
      {request.deadline && (
        <Badge tone={isPast(request.deadline) ? "bad" : "warn"} mark="plain">
          {isPast(request.deadline) ? (
            <Trans>
              was due <DateText value={request.deadline} />
            </Trans>
          ) : (
            <Trans>
              fixed by <DateText value={request.deadline} />
            </Trans>
          )}
        </Badge>
      )}
      {entry.exception && (
        <Badge tone="warn" mark="plain">
          <Trans>above the line, not in the plan</Trans>
        </Badge>
      )}
      {entry.orderDebt && (
        <Badge tone="warn" mark="hollow">
          <Trans>waits behind lower ranked ones</Trans>
        </Badge>
      )}
      {entry.movedSinceRound?.later && (
        <Badge tone="warn" mark="hollow">
          {entry.startMonth ? (
            <Trans>later since the round</Trans>
          ) : (
            <Trans>dropped out since the round</Trans>
          )}
        </Badge>
      )}
      {entry.fillIn && (
        <Badge tone="info" mark="plain">
          <Trans>fill-in: uses days that others cannot</Trans>
        </Badge>
      )}
    </>
  );
}

/** What is committed or in delivery holds its months and stands before the order, so it has no number. */
export function PlaceNumber({ place }: { place: number }) {
  const { t } = useLingui();
  if (place > 0) return place;
  const words = t`before the order: it holds its months`;
  return (
    <span className={styles.faint} title={words}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

export function TitleLink({ entry }: { entry: entry_place$data }) {
  return (
    <Link to="/requests/$key" params={{ key: entry.request.key }} className={styles.link}>
      {entry.request.title}
    </Link>
  );
}

/** The unit, and the place in its list while the request is still in one. */
export function UnitPlace({ entry }: { entry: entry_place$data }) {
  if (entry.request.state !== "RANKED") return entry.unit.name;
  return (
    <Trans>
      {entry.unit.name}, its place {entry.unitPlace}
    </Trans>
  );
}

export function Months({ entry }: { entry: entry_place$data }) {
  if (!entry.startMonth) {
    return (
      <span className={styles.faint}>
        <Trans>not in this plan</Trans>
      </span>
    );
  }
  return <MonthSpan from={entry.startMonth} to={entry.finishMonth} />;
}

/** How sure its months are; what is sure to come after its deadline does not read as good news. */
export function ChanceBadge({ entry }: { entry: entry_place$data }) {
  const { chance, chanceUntil, late, finishForecast, startMonth } = entry;
  if (chance === "NOT_IN_PLAN" && startMonth) {
    return (
      <span className={styles.chance}>
        <Badge tone="warn" mark="hollow">
          <Trans>
            unlikely by <MonthText value={chanceUntil} />
          </Trans>
        </Badge>
        {finishForecast && (
          <small>
            <Percent value={finishForecast.chance} />
          </small>
        )}
        {late && (
          <small>
            <Trans>after its deadline</Trans>
          </small>
        )}
      </span>
    );
  }
  if (chance === "NOT_IN_PLAN") {
    return (
      <Badge mark="hollow">
        <Trans>not in plan</Trans>
      </Badge>
    );
  }
  const isSure = chance === "COMMITTED";
  return (
    <span className={styles.chance}>
      <Badge tone={late ? "warn" : isSure ? "good" : "info"}>
        {isSure ? <Trans>sure</Trans> : <Trans>likely</Trans>}
      </Badge>
      {finishForecast && (
        <small>
          <Percent value={finishForecast.chance} />
        </small>
      )}
      {late && (
        <small>
          <Trans>after its deadline</Trans>
        </small>
      )}
    </span>
  );
}

export function PlaceWhy({ entry }: { entry: entry_place$data }) {
  const { t } = useLingui();
  const { why, place } = entry;
  return (
    <WhyPopover
      title={place > 0 ? t`Why place ${place}?` : t`Why is ${entry.request.key} here?`}
      text={why.text}
      constraint={why.constraint}
      facts={entry.goesAhead ? [...why.facts, entry.goesAhead] : why.facts}
      wouldHelp={why.wouldHelp}
      more={<Sureness entry={entry} />}
    />
  );
}

/** How sure its months are by simulation, and what has happened to them since the planning round. */
function Sureness({ entry }: { entry: entry_place$data }) {
  const { finishForecast, movedSinceRound, orderDebt, chanceText } = entry;
  return (
    <dl className={styles.more}>
      {entry.startMonth && (
        <div>
          <dt>
            <Trans>How sure its months are</Trans>
          </dt>
          <dd>
            {chanceText}
            {finishForecast?.p50 && finishForecast.p85 && (
              <>
                {" "}
                <Trans>
                  Finished by <MonthText value={finishForecast.p50} /> in half of the simulated plans, by{" "}
                  <MonthText value={finishForecast.p85} /> in 85 of 100.
                </Trans>
              </>
            )}
            {finishForecast && !finishForecast.ofPresentData && (
              <>
                {" "}
                <Trans>The forecast is of an older state.</Trans>
              </>
            )}
          </dd>
        </div>
      )}
      {movedSinceRound?.because && (
        <div>
          <dt>
            {movedSinceRound.later && !entry.startMonth ? (
              <Trans>Dropped out since the planning round, because</Trans>
            ) : movedSinceRound.later ? (
              <Trans>Later since the planning round, because</Trans>
            ) : (
              <Trans>Other months since the planning round, because</Trans>
            )}
          </dt>
          <dd>{movedSinceRound.because}</dd>
        </div>
      )}
      {orderDebt && (
        <div>
          <dt>
            <Trans>Waits behind lower ranked requests</Trans>
          </dt>
          <dd>
            {orderDebt.text} {orderDebt.wayOut}
          </dd>
        </div>
      )}
    </dl>
  );
}

export function LineWords({ line }: { line: LineData }) {
  const locale = useLocale();
  return (
    <>
      <strong className={styles.lineName}>
        <Trans>Commit line</Trans>
      </strong>
      <span className={styles.lineFacts}>
        <Trans>
          {numberText(line.plannedDays, locale, 0)} of {numberText(line.rankedDays, locale, 0)} ranked days
          above it are planned
        </Trans>
      </span>
    </>
  );
}
