import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { changePassword, type PasswordOutcome } from "#app/session.ts";
import { useViewer } from "#app/viewer.tsx";
import { Button } from "#ui/Button.tsx";
import { Card } from "#ui/Page.tsx";
import { TextField } from "#ui/TextField.tsx";
import { showToast } from "#ui/toasts.ts";
import styles from "./Organisation.module.css";

type Field = "current" | "chosen" | "again";
type Wrong = { field: Field; message: string };

const SHORTEST = 10;
const EMPTY: Record<Field, string> = { current: "", chosen: "", again: "" };

/** A new password, chosen by whoever knows the present one; sessions elsewhere end. */
export function ChangePassword() {
  const { t } = useLingui();
  const { email } = useViewer().person;
  const [typed, setTyped] = useState(EMPTY);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [isPending, setPending] = useState(false);

  const refuse = (field: Field, message: string) => {
    setWrong({ field, message });
    document.getElementById(`password-${field}`)?.focus();
  };
  const missing = (): Wrong | null => {
    if (!typed.current) return { field: "current", message: t`Type your present password.` };
    if (typed.chosen.length < SHORTEST)
      return { field: "chosen", message: t`A password has at least ${SHORTEST} characters.` };
    if (typed.chosen === typed.current)
      return { field: "chosen", message: t`Choose a password that is not the present one.` };
    if (typed.again !== typed.chosen)
      return { field: "again", message: t`This is not the same as the new password.` };
    return null;
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const first = missing();
    if (first) return refuse(first.field, first.message);
    setWrong(null);
    setPending(true);
    const outcome = await changePassword(email, typed.current, typed.chosen);
    setPending(false);
    if (outcome !== "ok") {
      const reasons: Record<Exclude<PasswordOutcome, "ok">, Wrong> = {
        wrong: { field: "current", message: t`The present password is not right.` },
        unfit: { field: "chosen", message: t`This password cannot be taken; choose another one.` },
        tooMany: { field: "current", message: t`Too many attempts. Wait a minute, then try again.` },
        unreachable: {
          field: "current",
          message: t`The server cannot be reached. Try again in a moment.`,
        },
      };
      return refuse(reasons[outcome].field, reasons[outcome].message);
    }
    setTyped(EMPTY);
    showToast(t`Your password is changed; you are signed out everywhere else.`, { tone: "good" });
  };
  const field = (name: Field) => ({
    id: `password-${name}`,
    type: "password" as const,
    value: typed[name],
    onChange: (text: string) => setTyped({ ...typed, [name]: text }),
    error: wrong?.field === name ? wrong.message : null,
  });
  return (
    <Card title={t`Password`}>
      <form className={styles.stack} onSubmit={onSubmit} noValidate>
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <TextField label={t`Present password`} autoComplete="current-password" {...field("current")} />
        <TextField
          label={t`New password`}
          hint={t`At least ${SHORTEST} characters; a sentence is easy to keep in mind.`}
          autoComplete="new-password"
          {...field("chosen")}
        />
        <TextField label={t`New password again`} autoComplete="new-password" {...field("again")} />
        <div>
          <Button type="submit" isPending={isPending}>
            <Trans>Change password</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
