import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";
import { Icon, type IconName } from "./Icon.tsx";

export interface EmptyStateProps {
  icon?: IconName;
  /** What will be here. */
  title: string;
  /** Why it is empty. */
  children: ReactNode;
  /** One action. */
  action?: ReactNode;
}

export function EmptyState({ icon = "inbox", title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.mark}>
        <Icon name={icon} size={22} />
      </span>
      <h2>{title}</h2>
      <p className={styles.text}>{children}</p>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
