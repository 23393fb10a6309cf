import { Trans, useLingui } from "@lingui/react/macro";
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
import { divided, lineIndex, type Viewable } from "./views.ts";

export type EntryRef = Viewable & { readonly id: string } & entry_place$key;

export interface PortfolioTableProps {
  caption: string;
  entries: readonly EntryRef[];
  commitLine: LineData;
  decided: DecidedProps | null;
}

/** A plain table: nothing is moved here, so it prints and the browser's search finds all of it. */
export function PortfolioTable({ caption, entries, commitLine, decided: opened }: PortfolioTableProps) {
  const { t } = useLingui();
  const rows = useId();
  const { decided, ordered, days } = divided(entries);
  const line = lineIndex(ordered, commitLine.place);
  const lineRow = (
    <tr className={styles.line}>
      <td colSpan={9}>
        <LineWords line={commitLine} />
      </td>
    </tr>
  );
  return (
    // A region that scrolls must be reachable by keyboard.
    <section className={styles.scroll} aria-label={t`Table: ${caption}`} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.end}>
              <Trans>Place</Trans>
            </th>
            <th scope="col">
              <Trans>Request</Trans>
            </th>
            <th scope="col">
              <Trans>Planned</Trans>
            </th>
            <th scope="col" className={styles.end}>
              <Trans>Effort</Trans>
            </th>
            <th scope="col" className={styles.end}>
              <Trans>Value promised</Trans>
            </th>
            <th scope="col" className={styles.end}>
              <Trans>Value calibrated</Trans>
            </th>
            <th scope="col" className={styles.end}>
              <Trans>Cost</Trans>
            </th>
            <th scope="col">
              <Trans>Chance</Trans>
            </th>
            <th scope="col">
              <Trans>Why</Trans>
            </th>
          </tr>
        </thead>
        {decided.length > 0 && (
          <>
            {opened && (
              <tbody>
                <tr className={styles.decidedRow}>
                  <td colSpan={9}>
                    <DecidedHead {...opened} count={decided.length} days={days} rows={rows} />
                  </td>
                </tr>
              </tbody>
            )}
            <tbody id={rows} className={!opened || opened.isOpen ? undefined : styles.folded}>
              {decided.map((entry) => (
                <EntryRow key={entry.id} entry={entry} isBelow={false} />
              ))}
            </tbody>
          </>
        )}
        <tbody>
          {ordered.map((entry, at) => (
            <Fragment key={entry.id}>
              {at === line && lineRow}
              <EntryRow entry={entry} isBelow={at >= line} />
            </Fragment>
          ))}
          {line === ordered.length && lineRow}
        </tbody>
      </table>
    </section>
  );
}

const EntryRow = memo(function EntryRow({ entry, isBelow }: { entry: entry_place$key; isBelow: boolean }) {
  const data = useFragment(ENTRY, entry);
  return (
    <tr className={classes(styles.row, isBelow && styles.below)}>
      <td className={classes(styles.end, styles.place)}>
        <PlaceNumber place={data.place} />
      </td>
      <th scope="row">
        <TitleLink entry={data} />
        <span className={styles.meta}>
          <span>
            {data.request.key} · <UnitPlace entry={data} />
          </span>
          <Flags entry={data} />
        </span>
      </th>
      <td className={styles.nowrap}>
        <Months entry={data} />
      </td>
      <td className={styles.end}>
        <Days value={data.effortDays} />
      </td>
      <td className={styles.end}>
        <Money value={data.promisedValue} short />
      </td>
      <td className={styles.end}>
        <Money value={data.calibratedValue} short />
      </td>
      <td className={styles.end}>
        <Money value={data.cost} short />
      </td>
      <td>
        <ChanceBadge entry={data} />
      </td>
      <td className={styles.why}>
        <PlaceWhy entry={data} />
      </td>
    </tr>
  );
});
