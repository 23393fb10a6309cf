import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import type { FormError } from "#ui/FormErrors.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { AddPersonDialogMutation } from "./__generated__/AddPersonDialogMutation.graphql.ts";
import { DialogForm } from "./DialogForm.tsx";
import { linesOf } from "./problems.ts";

/** Somebody who may sign in; the roles are given afterwards. */
export function AddPersonDialog({
  onClose,
  onAdded,
}: {
  onClose: () => void;
  onAdded: (name: string) => void;
}) {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [add, isPending] = useCommand<AddPersonDialogMutation>(
    graphql`
      mutation AddPersonDialogMutation($name: String!, $email: String!, $password: String) {
        addPerson(name: $name, email: $email, password: $password) {
          __typename
          ... on PersonPayload { person { id name email active } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const onSubmit = async () => {
    const missing: FormError[] = [];
    if (!name.trim()) missing.push({ field: "person-name", message: t`A name is needed.` });
    if (!email.includes("@"))
      missing.push({ field: "person-email", message: t`An e-mail address is needed.` });
    setErrors(missing);
    if (missing.length > 0) return;
    const outcome = await add(
      { name: name.trim(), email: email.trim(), password: password || null },
      { said: t`${name.trim()} is added. Now give a role, or leave it at requester.` },
    );
    if (outcome.ok) {
      onAdded(outcome.payload.person.name);
      onClose();
    } else setErrors(linesOf(outcome.problem, (path) => `person-${path}`));
  };
  return (
    <DialogForm
      title={t`Add person`}
      action={t`Add person`}
      errors={errors}
      isPending={isPending}
      onClose={onClose}
      onSubmit={() => void onSubmit()}
    >
      <TextField id="person-name" label={t`Name`} value={name} onChange={setName} autoFocus />
      <TextField id="person-email" type="email" label={t`E-mail`} value={email} onChange={setEmail} />
      <TextField
        id="person-password"
        type="password"
        autoComplete="new-password"
        optional
        label={t`First password`}
        hint={t`Ten characters or more; without one the person signs in by single sign-on.`}
        value={password}
        onChange={setPassword}
      />
    </DialogForm>
  );
}
