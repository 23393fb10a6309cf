import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { classes } from "#lib/classes.ts";
import { Button, IconButton } from "./Button.tsx";
import styles from "./Dialog.module.css";
import { Icon } from "./Icon.tsx";

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  wide?: boolean;
  alert?: boolean;
  children: ReactNode;
  /** Buttons, the one that acts last. */
  actions?: ReactNode;
}

/** Focus goes in, stays in, and returns to where it was. Give the first field `autoFocus`. */
export function Dialog({ title, isOpen, onClose, wide, alert, children, actions }: DialogProps) {
  const { t } = useLingui();
  return (
    <ModalOverlay
      className={styles.scrim ?? ""}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!alert}
    >
      <Modal className={classes(styles.modal, wide && styles.wide)}>
        <AriaDialog className={styles.dialog ?? ""} role={alert ? "alertdialog" : "dialog"}>
          <div className={styles.head}>
            <Heading slot="title" level={2} className={styles.title}>
              {title}
            </Heading>
            {!alert && (
              <IconButton label={t`Close`} size="small" onPress={onClose}>
                <Icon name="close" />
              </IconButton>
            )}
          </div>
          {children}
          {actions && <div className={styles.actions}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** What happens, to whom, and whether it can be undone. */
  children: ReactNode;
  /** Verb and object, never "OK". */
  action: string;
  danger?: boolean;
  isPending?: boolean;
  onConfirm: () => void;
}

export function Confirm({ children, action, danger, isPending, onConfirm, onClose, ...rest }: ConfirmProps) {
  return (
    <Dialog
      {...rest}
      alert
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look={danger ? "danger" : "primary"} isPending={isPending} onPress={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className={styles.soft}>{children}</div>
    </Dialog>
  );
}
