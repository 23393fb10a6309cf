import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ServerFault, Unreachable } from "#graphql/faults.ts";
import { ButtonLink } from "#ui/ButtonLink.tsx";
import { lookOf } from "#ui/buttonLook.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Page } from "#ui/Page.tsx";

/** Also shown for what the reader may not see, so that nobody learns what exists. */
export function NotFound() {
  const { t } = useLingui();
  return (
    <Page title={t`Not found`} width="narrow">
      <EmptyState
        icon="search"
        title={t`There is nothing at this address`}
        action={
          <ButtonLink to="/" look="primary">
            <Trans>Go to what waits for me</Trans>
          </ButtonLink>
        }
      >
        <Trans>It may have been withdrawn, or it is a draft that only its author can see.</Trans>
      </EmptyState>
    </Page>
  );
}

/** A screen that another role uses; `children` says who decides. */
export function NotYours({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Page title={title} width="narrow">
      <EmptyState
        icon="person"
        title={title}
        action={
          <ButtonLink to="/portfolio">
            <Trans>See the portfolio</Trans>
          </ButtonLink>
        }
      >
        {children}
      </EmptyState>
    </Page>
  );
}

/** A part of the portal did not arrive: the server is away, or has been given a newer version meanwhile. */
const isMissingPart = (error: unknown) =>
  error instanceof Error && /dynamically imported module|importing a module|preload CSS/i.test(error.message);

export function Fault({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useLingui();
  const isMissing = isMissingPart(error);
  const unreachable = error instanceof Unreachable || isMissing;
  const requestId = error instanceof ServerFault ? error.requestId : null;
  return (
    <Page title={unreachable ? t`No connection` : t`This did not work`} width="narrow">
      <EmptyState
        icon="warning"
        title={unreachable ? t`The server cannot be reached` : t`Something failed on our side`}
        action={
          // A plain button: this screen must come with the entry, which React Aria does not.
          <button
            type="button"
            className={lookOf({ look: "primary" })}
            // A part that failed once is never asked for again within a page: only a fresh page has it.
            onClick={() => (reset && !isMissing ? reset() : location.reload())}
          >
            <Trans>Try again</Trans>
          </button>
        }
      >
        {unreachable ? (
          <Trans>Check your network. What you saved before is safe.</Trans>
        ) : (
          <Trans>What you saved before is safe. Trying again often helps.</Trans>
        )}
        {requestId && (
          <>
            {" "}
            <Trans>If you report it, give this number: {requestId}</Trans>
          </>
        )}
      </EmptyState>
    </Page>
  );
}
