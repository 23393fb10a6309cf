import { Plural, Trans } from "@lingui/react/macro";
import { numberText } from "#lib/format.ts";
import { Icon } from "#ui/Icon.tsx";
import { useLocale } from "#ui/Money.tsx";
import styles from "./Portfolio.module.css";

export interface DecidedProps {
  isOpen: boolean;
  onOpen: (open: boolean) => void;
}

export interface DecidedHeadProps extends DecidedProps {
  count: number;
  days: number;
  /** The id of what it opens. */
  rows: string;
}

/** One line for all that holds its months already, so that what is still open is in sight. */
export function DecidedHead({ count, days, rows, isOpen, onOpen }: DecidedHeadProps) {
  const locale = useLocale();
  return (
    <button
      type="button"
      className={styles.decided}
      aria-expanded={isOpen}
      aria-controls={rows}
      onClick={() => onOpen(!isOpen)}
    >
      <Icon name={isOpen ? "chevron-down" : "chevron-right"} size={16} />
      <span>
        <Trans>
          <strong>Decided:</strong> <Plural value={count} one="# request" other="# requests" /> in delivery or
          committed, holding {numberText(days, locale, 0)} days
        </Trans>
      </span>
    </button>
  );
}
