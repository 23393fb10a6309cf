import { Trans } from "@lingui/react/macro";
import { type ReactNode, useId, useState } from "react";
import { Button } from "../Button.tsx";
import styles from "./Chart.module.css";
import { usePrinting } from "./usePrinting.ts";

export interface ChartProps {
  title: string;
  /** How the picture is read, in a sentence. */
  caption: ReactNode;
  /** What the marks mean: beside the picture, in words. */
  legend?: readonly (readonly [sample: ReactNode, words: ReactNode] | false | null | undefined | "")[];
  /** The same figures as a table: behind a switch, and always on paper. */
  table: ReactNode;
  /** Whether the table stands instead of the picture at first, as where there is no room for a picture. */
  tableFirst?: boolean;
  /** Where the address keeps that choice. */
  isTable?: boolean | undefined;
  onTable?: (isTable: boolean) => void;
  /** A heading of the page's own stands above already. */
  hideTitle?: boolean;
  children: ReactNode;
}

/** The frame of every picture: what it shows, how it is read, and its table. */
export function Chart({
  title,
  caption,
  legend,
  table,
  tableFirst = false,
  isTable,
  onTable,
  hideTitle,
  children,
}: ChartProps) {
  const name = useId();
  const [chosen, choose] = useState<boolean>();
  const isPrinting = usePrinting();
  const asTable = isTable ?? chosen ?? tableFirst;
  return (
    <figure
      className={styles.chart}
      aria-label={hideTitle ? title : undefined}
      aria-labelledby={hideTitle ? undefined : name}
    >
      <div className={styles.head}>
        {!hideTitle && <h2 id={name}>{title}</h2>}
        <span className={styles.switch}>
          <Button look="quiet" size="small" onPress={() => (onTable ?? choose)(!asTable)}>
            {asTable ? <Trans>Show as picture</Trans> : <Trans>Show as table</Trans>}
          </Button>
        </span>
      </div>
      {(!asTable || isPrinting) && (
        <>
          {children}
          {legend && (
            <ul className={styles.legend}>
              {legend.map(
                (entry, at) =>
                  entry && (
                    <li key={at}>
                      {entry[0]}
                      <span>{entry[1]}</span>
                    </li>
                  ),
              )}
            </ul>
          )}
        </>
      )}
      {(asTable || isPrinting) && table}
      <figcaption className={styles.caption}>{caption}</figcaption>
    </figure>
  );
}
