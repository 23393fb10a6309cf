import type { ReactNode } from "react";
import { Button, IconButton } from "#ui/Button.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Card } from "#ui/Page.tsx";
import styles from "./Scenarios.module.css";

export interface LinesProps<T extends { key: string }> {
  title: string;
  /** What such a change is, and who decides it in earnest. */
  explanation: ReactNode;
  lines: readonly T[];
  /** Verb and object. */
  add?: string;
  onAdd?: () => void;
  /** Names the line that goes: "Remove line 2 of capacity". */
  remove: (place: number) => string;
  onRemove: (key: string) => void;
  children: (line: T, place: number) => ReactNode;
}

/** Changes of one kind, one line each; lines come and go, and nothing is sent before the whole is saved. */
export function Lines<T extends { key: string }>({
  title,
  explanation,
  lines,
  add,
  onAdd,
  remove,
  onRemove,
  children,
}: LinesProps<T>) {
  return (
    <Card title={title}>
      <p className={styles.soft}>{explanation}</p>
      {lines.length > 0 && (
        <ul className={styles.formLines}>
          {lines.map((line, place) => (
            <li key={line.key}>
              <div className={styles.fields}>{children(line, place)}</div>
              <IconButton label={remove(place + 1)} size="small" onPress={() => onRemove(line.key)}>
                <Icon name="close" size={16} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {add && onAdd && (
        <div>
          <Button size="small" onPress={onAdd}>
            <Icon name="plus" size={14} />
            {add}
          </Button>
        </div>
      )}
    </Card>
  );
}
