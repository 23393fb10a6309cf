import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Confirm } from "#ui/Dialog.tsx";
import { DateText } from "#ui/Money.tsx";
import { Card, Note } from "#ui/Page.tsx";
import type { Tokens_me$data, Tokens_me$key } from "./__generated__/Tokens_me.graphql.ts";
import type { TokensRevokeMutation } from "./__generated__/TokensRevokeMutation.graphql.ts";
import { CreateTokenDialog } from "./CreateTokenDialog.tsx";
import { lastDayOf } from "./dates.ts";
import styles from "./Organisation.module.css";

type Token = Tokens_me$data["tokens"][number];

/** The tokens by which my programs act as me: the secret is shown once, revoking ends it at once. */
export function Tokens({ me }: { me: Tokens_me$key }) {
  const { t } = useLingui();
  const { id, tokens } = useFragment(
    graphql`
      fragment Tokens_me on Viewer {
        id
        tokens { id name prefix scopes createdAt expiresAt revokedAt }
      }
    `,
    me,
  );
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const [revoke, isPending] = useCommand<TokensRevokeMutation>(graphql`
    mutation TokensRevokeMutation($token: ID!) {
      revokeApiToken(token: $token) {
        __typename
        ... on TokenRevoked { apiToken { id revokedAt } }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const open = tokens.filter((token) => !token.revokedAt);
  const onRevoke = async () => {
    if (!ending) return;
    const outcome = await revoke({ token: ending.id }, { said: t`The token ${ending.name} is revoked.` });
    if (outcome.ok) setEnding(null);
  };
  const onCopy = async () => {
    if (secret === null) return;
    await navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Card
      title={t`API tokens`}
      aside={
        <Button size="small" onPress={() => setCreating(true)}>
          <Trans>Create token</Trans>
        </Button>
      }
    >
      {secret && (
        <Note tone="good" icon="check">
          <p>
            <Trans>Copy the token now; it is shown only this once.</Trans>
          </p>
          <p className={styles.secret}>
            <code>{secret}</code>
            <Button size="small" onPress={() => void onCopy()}>
              {isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
            </Button>
          </p>
        </Note>
      )}
      {open.length > 0 ? (
        <ul className={styles.lines}>
          {open.map((token) => (
            <li key={token.id}>
              <div>
                <strong>{token.name}</strong> <code>{token.prefix}…</code>
                <p className={styles.meta}>
                  {token.scopes ? token.scopes.join(", ") : t`all that you may do`} ·{" "}
                  {token.expiresAt ? (
                    <Trans>
                      until <DateText value={lastDayOf(token.expiresAt)} />
                    </Trans>
                  ) : (
                    <Trans>without end</Trans>
                  )}
                </p>
              </div>
              <Button
                size="small"
                look="quiet"
                onPress={() => setEnding(token)}
                aria-label={t`Revoke ${token.name}`}
              >
                <Trans>Revoke</Trans>
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.meta}>
          <Trans>No token. A token lets a program of yours act as you, with no more than its scopes.</Trans>
        </p>
      )}
      {isCreating && (
        <CreateTokenDialog
          viewer={id}
          onClose={() => setCreating(false)}
          onCreated={(token) => {
            setSecret(token);
            setCopied(false);
          }}
        />
      )}
      <Confirm
        title={t`Revoke ${ending?.name ?? ""}`}
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        action={t`Revoke token`}
        danger
        isPending={isPending}
        onConfirm={() => void onRevoke()}
      >
        <Trans>Programs that use it are refused from now on. This cannot be undone.</Trans>
      </Confirm>
    </Card>
  );
}
