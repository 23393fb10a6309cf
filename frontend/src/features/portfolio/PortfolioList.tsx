import { Trans } from "@lingui/react/macro";
import { Fragment, memo, useId } from "react";
import { useFragment } from "react-relay";
import { classes } from "#lib/classes.ts";
import { Days, Money } from "#ui/Money.tsx";
import type { entry_place$key } from "./__generated__/entry_place.graphql.ts";
import { DecidedHead, type DecidedProps } from "./DecidedHead.tsx";
import {
  ChanceBadge,
  Flags,
  type LineData,
  LineWords,
  Months,
  PlaceNumber,
  PlaceWhy,
  TitleLink,
  UnitPlace,
} from "./EntryParts.tsx";
import { ENTRY } from "./entry.ts";
import styles from "./Portfolio.module.css";
import type { EntryRef } from "./PortfolioTable.tsx";
import { divided, lineIndex } from "./views.ts";

/** The portfolio on a phone: a list, not a squeezed board. */
export function PortfolioList({
  entries,
  commitLine,
  decided: opened,
}: {
  entries: readonly EntryRef[];
  commitLine: LineData;
  decided: DecidedProps | null;
}) {
  const rows = useId();
  const { decided, ordered, days } = divided(entries);
  const line = lineIndex(ordered, commitLine.place);
  const lineItem = (
    <li className={styles.lineItem}>
      <LineWords line={commitLine} />
    </li>
  );
  return (
    <div className={styles.cards}>
      {decided.length > 0 && (
        <>
          {opened && <DecidedHead {...opened} count={decided.length} days={days} rows={rows} />}
          <ul id={rows} className={!opened || opened.isOpen ? undefined : styles.folded}>
            {decided.map((entry) => (
              <EntryItem key={entry.id} entry={entry} isBelow={false} />
            ))}
          </ul>
        </>
      )}
      <ol>
        {ordered.map((entry, at) => (
          <Fragment key={entry.id}>
            {at === line && lineItem}
            <EntryItem entry={entry} isBelow={at >= line} />
          </Fragment>
        ))}
        {line === ordered.length && lineItem}
      </ol>
    </div>
  );
}

const EntryItem = memo(function EntryItem({ entry, isBelow }: { entry: entry_place$key; isBelow: boolean }) {
  const data = useFragment(ENTRY, entry);
  return (
    <li className={classes(styles.card, isBelow && styles.below)}>
      <span className={styles.place}>
        <PlaceNumber place={data.place} />
      </span>
      <div className={styles.cardText}>
        <TitleLink entry={data} />
        <span className={styles.meta}>
          <span>
            {data.request.key} · <UnitPlace entry={data} />
          </span>
        </span>
        <span className={styles.meta}>
          <ChanceBadge entry={data} />
          <Flags entry={data} />
        </span>
        <dl className={styles.cardFacts}>
          <div>
            <dt>
              <Trans>Planned</Trans>
            </dt>
            <dd>
              <Months entry={data} />
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Effort</Trans>
            </dt>
            <dd>
              <Days value={data.effortDays} />
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Value promised</Trans>
            </dt>
            <dd>
              <Money value={data.promisedValue} short />
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Value calibrated</Trans>
            </dt>
            <dd>
              <Money value={data.calibratedValue} short />
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Cost</Trans>
            </dt>
            <dd>
              <Money value={data.cost} short />
            </dd>
          </div>
        </dl>
      </div>
      <PlaceWhy entry={data} />
    </li>
  );
});
