import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Problem } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { FormErrors } from "#ui/FormErrors.tsx";
import { TextField } from "#ui/TextField.tsx";
import styles from "./Request.module.css";

export type DeedOutcome = { ok: true } | { ok: false; problem: Problem };

export interface DeedDialogProps {
  title: string;
  /** What happens, to whom. */
  explanation: string;
  /** Verb and object on the button. */
  action: string;
  danger?: boolean;
  /** The question that the text answers; without it the dialog only confirms. */
  asks?: string;
  /** Further fields above the text. */
  fields?: ReactNode;
  onClose: () => void;
  perform: (text: string) => Promise<DeedOutcome>;
}

/** One deed with its reason; a refusal is shown here and what was typed stays. */
export function DeedDialog({
  title,
  explanation,
  action,
  danger,
  asks,
  fields,
  onClose,
  perform,
}: DeedDialogProps) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isPending, setPending] = useState(false);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (asks && !text.trim()) {
      setProblem({ code: "RULE_VIOLATION", message: t`A few words are needed.`, violations: [] });
      return;
    }
    setPending(true);
    const outcome = await perform(text.trim());
    setPending(false);
    if (outcome.ok) onClose();
    else setProblem(outcome.problem);
  };
  const errors = problem
    ? problem.violations.length > 0
      ? problem.violations.map(({ message }) => ({ field: asks ? "deed-text" : null, message }))
      : [{ field: asks ? "deed-text" : null, message: problem.message }]
    : [];
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <p>{explanation}</p>
        <FormErrors errors={errors} />
        {fields}
        {asks && (
          <TextField
            id="deed-text"
            label={asks}
            rows={3}
            value={text}
            onChange={setText}
            autoFocus={!fields}
          />
        )}
        <div className={styles.buttons}>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" look={danger ? "danger" : "primary"} isPending={isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
