import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { Checkbox, Choices } from "#ui/Choices.tsx";
import type { FormError } from "#ui/FormErrors.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { CreateTokenDialogMutation } from "./__generated__/CreateTokenDialogMutation.graphql.ts";
import { DialogForm } from "./DialogForm.tsx";
import { dayAhead, endOfDay } from "./dates.ts";
import styles from "./Organisation.module.css";
import { linesOf } from "./problems.ts";

export interface CreateTokenDialogProps {
  viewer: string;
  onClose: () => void;
  onCreated: (secret: string) => void;
}

const EXPIRES_DAYS = 90;

/** A token for a purpose: to read only unless more is chosen, and with an end unless it is taken away. */
export function CreateTokenDialog({ viewer, onClose, onCreated }: CreateTokenDialogProps) {
  const { t } = useLingui();
  const { may } = useViewer();
  const [name, setName] = useState("");
  const [extent, setExtent] = useState<"read" | "some" | "all">("read");
  const [deeds, setDeeds] = useState<readonly string[]>([]);
  const [until, setUntil] = useState(dayAhead(EXPIRES_DAYS));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [create, isPending] = useCommand<CreateTokenDialogMutation>(
    graphql`
      mutation CreateTokenDialogMutation($name: String!, $scopes: [String!], $expiresAt: DateTime) {
        createApiToken(name: $name, scopes: $scopes, expiresAt: $expiresAt) {
          __typename
          ... on ApiTokenPayload {
            token
            apiToken { id name prefix scopes createdAt expiresAt revokedAt }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const onSubmit = async () => {
    const missing: FormError[] = [];
    if (!name.trim()) missing.push({ field: "token-name", message: t`Say what it is for.` });
    if (extent === "some" && deeds.length === 0)
      missing.push({ field: null, message: t`Choose what it may do.` });
    setErrors(missing);
    if (missing.length > 0) return;
    const outcome = await create(
      {
        name: name.trim(),
        scopes: extent === "all" ? null : extent === "read" ? ["read"] : ["read", ...deeds],
        expiresAt: until ? endOfDay(until) : null,
      },
      {
        updater: (store) => {
          const made = store.getRootField("createApiToken")?.getLinkedRecord("apiToken");
          const me = store.get(viewer);
          if (made && me) me.setLinkedRecords([made, ...(me.getLinkedRecords("tokens") ?? [])], "tokens");
        },
      },
    );
    if (outcome.ok) {
      onCreated(outcome.payload.token);
      onClose();
    } else setErrors(linesOf(outcome.problem, (path) => (path === "name" ? "token-name" : "token-until")));
  };
  return (
    <DialogForm
      title={t`Create token`}
      action={t`Create token`}
      errors={errors}
      isPending={isPending}
      onClose={onClose}
      onSubmit={() => void onSubmit()}
    >
      <TextField id="token-name" label={t`What it is for`} value={name} onChange={setName} autoFocus />
      <Choices
        label={t`What it may do`}
        value={extent}
        onChange={setExtent}
        options={[
          { id: "read", label: t`Read only` },
          { id: "some", label: t`Read, and some deeds` },
          { id: "all", label: t`All that you may do, now and later` },
        ]}
      />
      {extent === "some" && (
        <fieldset className={styles.pair}>
          <legend className="visually-hidden">{t`Deeds`}</legend>
          {may.map((deed) => (
            <Checkbox
              key={deed}
              isSelected={deeds.includes(deed)}
              onChange={(isChosen) =>
                setDeeds(isChosen ? [...deeds, deed] : deeds.filter((other) => other !== deed))
              }
            >
              <code>{deed}</code>
            </Checkbox>
          ))}
        </fieldset>
      )}
      <TextField
        id="token-until"
        type="date"
        optional
        label={t`Last day`}
        hint={t`Without one it does not end by itself.`}
        value={until}
        onChange={setUntil}
      />
    </DialogForm>
  );
}
