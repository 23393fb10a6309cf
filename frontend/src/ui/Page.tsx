import { type ReactNode, useEffect } from "react";
import { classes } from "#lib/classes.ts";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Page.module.css";

export interface PageProps {
  title: string;
  /** The browser's title when it differs from the heading. */
  tabTitle?: string;
  eyebrow?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  width?: "normal" | "wide" | "narrow";
  children: ReactNode;
}

/** The frame of every screen: one h1, a sentence, the screen's actions. */
export function Page({ title, tabTitle, eyebrow, lead, actions, width = "normal", children }: PageProps) {
  useEffect(() => {
    document.title = `${tabTitle ?? title} · Mandate`;
  }, [title, tabTitle]);
  return (
    <div className={classes(styles.page, width !== "normal" && styles[width])}>
      <header className={styles.head}>
        <div className={styles.words}>
          {eyebrow && <div className={styles.eyebrow}>{eyebrow}</div>}
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface CardProps {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
}

export function Card({ title, aside, children, id }: CardProps) {
  return (
    <section className={styles.card} id={id} aria-label={title}>
      {title && (
        <div className={styles.cardHead}>
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values side by side; each value has its unit. */
export function Facts({
  facts,
}: {
  facts: readonly (readonly [name: string, value: ReactNode] | false | null | undefined)[];
}) {
  return (
    <dl className={styles.facts}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

export interface NoteProps {
  tone?: "neutral" | "info" | "warn" | "bad" | "good";
  icon?: IconName;
  children: ReactNode;
}

/** A sentence set apart, for instance who decides where the reader may not. */
export function Note({ tone = "neutral", icon = "why", children }: NoteProps) {
  return (
    <div className={classes(styles.note, tone !== "neutral" && styles[tone])}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

export const Stack = ({ children }: { children: ReactNode }) => (
  <div className={styles.stack}>{children}</div>
);
export const Row = ({ children }: { children: ReactNode }) => <div className={styles.row}>{children}</div>;
