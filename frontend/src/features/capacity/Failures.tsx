import { Plural, Trans } from "@lingui/react/macro";
import { Button } from "#ui/Button.tsx";
import { Note } from "#ui/Page.tsx";
import styles from "./Capacity.module.css";
import type { Typed } from "./useTyped.ts";

export interface FailuresProps {
  cells: ReadonlyMap<string, Typed>;
  nameOf: (key: string) => string;
  onForget: () => void;
}

/** What was not saved and why; the cells keep what was typed. */
export function Failures({ cells, nameOf, onForget }: FailuresProps) {
  const failed = [...cells].filter(([, cell]) => cell.status === "failed");
  return (
    <div role="status" className={styles.status}>
      {failed.length > 0 && (
        <Note tone="bad" icon="warning">
          <p>
            <Plural
              value={failed.length}
              one="One figure was not saved. It stays as typed until you change it."
              other="# figures were not saved. They stay as typed until you change them."
            />
          </p>
          <ul className={styles.failures}>
            {failed.slice(0, 6).map(([key, cell]) => (
              <li key={key}>
                {nameOf(key)} ({cell.text}): {cell.message}
              </li>
            ))}
          </ul>
          <Button size="small" onPress={onForget}>
            <Trans>Show what is saved instead</Trans>
          </Button>
        </Note>
      )}
    </div>
  );
}
