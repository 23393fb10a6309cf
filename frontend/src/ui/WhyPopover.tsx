import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Popover } from "react-aria-components/Popover";
import { classes } from "#lib/classes.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Popover.module.css";

export interface WhyPopoverProps {
  /** What is explained, as in "Why place 4?". */
  title: string;
  /** The server's sentence. */
  text?: string | null;
  constraint?: string | null;
  facts?: readonly string[];
  wouldHelp?: string | null;
  /** The number itself as the trigger; without it a small sign stands beside the number. */
  children?: ReactNode;
  /** Further content under the sentence, such as the history of a rank. */
  more?: ReactNode;
}

/** Every number answers "why?": the inputs and the rule that made it, in the server's words. */
export function WhyPopover({
  title,
  text,
  constraint,
  facts = [],
  wouldHelp,
  children,
  more,
}: WhyPopoverProps) {
  const { t } = useLingui();
  return (
    <DialogTrigger>
      <AriaButton
        className={classes(styles.trigger, children !== undefined && styles.underlined)}
        aria-label={children === undefined ? t`Why? ${title}` : undefined}
      >
        {children ?? <Icon name="why" size={16} />}
      </AriaButton>
      <Popover className={styles.popover ?? ""} placement="bottom start">
        <Dialog className={styles.dialog ?? ""}>
          <Heading slot="title" level={3} className={styles.title}>
            {title}
          </Heading>
          {text && <p>{text}</p>}
          {constraint && (
            <p>
              <Trans>What binds: {constraint}</Trans>
            </p>
          )}
          {facts.length > 0 && (
            <ul className={styles.facts}>
              {facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
          {wouldHelp && (
            <p className={styles.help}>
              <Trans>What would help: {wouldHelp}</Trans>
            </p>
          )}
          {more}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
