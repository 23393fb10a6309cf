import { Trans } from "@lingui/react/macro";
import type { FormEvent, ReactNode } from "react";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import styles from "./Organisation.module.css";

export interface DialogFormProps {
  title: string;
  action: string;
  errors: readonly FormError[];
  isPending: boolean;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}

/** A small form in a dialog: what stands in the way above, what acts below. */
export function DialogForm({
  title,
  action,
  errors,
  isPending,
  onClose,
  onSubmit,
  children,
}: DialogFormProps) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form className={styles.stack} onSubmit={send} noValidate>
        <FormErrors errors={errors} />
        {children}
        <div className={styles.buttons}>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
