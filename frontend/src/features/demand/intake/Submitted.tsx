import { Trans, useLingui } from "@lingui/react/macro";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { DateText, People } from "#ui/Money.tsx";
import { Card, Facts, Note, Page } from "#ui/Page.tsx";
import styles from "./Intake.module.css";

export interface SubmittedRequest {
  readonly key: string;
  readonly title: string;
  readonly nextUpdateAt: string | null | undefined;
  readonly unit: { readonly name: string; readonly owners: readonly { readonly name: string }[] };
  readonly nextStep: {
    readonly text: string;
    readonly dueAt: string | null | undefined;
    readonly waitsFor: readonly { readonly name: string }[];
  };
}

/** After submitting: the number, who reads it, what happens next and by when. */
export function Submitted({ request, onAnother }: { request: SubmittedRequest; onAnother: () => void }) {
  const { t } = useLingui();
  const { nextStep, unit } = request;
  const readers = nextStep.waitsFor.length > 0 ? nextStep.waitsFor : unit.owners;
  const due = nextStep.dueAt ?? request.nextUpdateAt;
  return (
    <Page title={t`${request.key} is submitted`} width="narrow" lead={request.title}>
      <Card>
        <Facts
          facts={[
            [t`Number`, <strong key="key">{request.key}</strong>],
            [
              t`Who reads it`,
              readers.length > 0 ? (
                <People key="readers" people={readers} />
              ) : (
                <Trans key="readers">The owner of {unit.name}</Trans>
              ),
            ],
            [t`Next step`, nextStep.text],
            [
              t`By when`,
              due ? (
                <DateText key="due" value={due} />
              ) : (
                <Trans key="due">no date yet; you hear as soon as there is one</Trans>
              ),
            ],
          ]}
        />
      </Card>
      <Note icon="follow">
        <Trans>You follow it: every update, decision and change of date comes to your inbox.</Trans>
      </Note>
      <div className={styles.done}>
        <ButtonLink to="/requests/$key" params={{ key: request.key }} look="primary" size="large">
          <Trans>Open {request.key}</Trans>
        </ButtonLink>
        <Button size="large" onPress={onAnother}>
          <Trans>Submit another request</Trans>
        </Button>
      </div>
    </Page>
  );
}
