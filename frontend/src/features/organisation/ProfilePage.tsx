import { Trans, useLingui } from "@lingui/react/macro";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Card, Facts, Page, Stack } from "#ui/Page.tsx";
import type { ProfilePageQuery } from "./__generated__/ProfilePageQuery.graphql.ts";
import { ChangePassword } from "./ChangePassword.tsx";
import { Deputies } from "./Deputies.tsx";
import { Preferences } from "./Preferences.tsx";
import { Tokens } from "./Tokens.tsx";
import { roleName } from "./words.ts";

/** My own settings: language and look, my password, who decides in my place, and the tokens of my programs. */
export default function ProfilePage() {
  const { t, i18n } = useLingui();
  const viewer = useViewer();
  const [{ me }] = useLiveQuery<ProfilePageQuery>(
    graphql`
      query ProfilePageQuery {
        me {
          id
          actsFor { id name }
          ...Tokens_me
        }
      }
    `,
    {},
    (event) => event.subjectKind === "api_token" || event.subjectKind === "person",
  );
  const places = [...viewer.units, ...viewer.teams].map((place) => place.name).join(", ");
  return (
    <Page title={viewer.person.name} tabTitle={t`Your profile`} width="narrow" lead={viewer.person.email}>
      <Stack>
        <Card title={t`What you are here`}>
          <Facts
            facts={[
              [t`Roles`, viewer.roles.map((role) => i18n._(roleName(role))).join(", ")],
              places !== "" && [t`Decides or works for`, places],
              me &&
                me.actsFor.length > 0 && [
                  t`Stands in for`,
                  me.actsFor.map((person) => person.name).join(", "),
                ],
            ]}
          />
        </Card>
        <Preferences />
        {viewer.can("change_password") && <ChangePassword />}
        {viewer.can("name_deputy") && <Deputies />}
        {me && <Tokens me={me} />}
        {!viewer.can("name_deputy") && (
          <p>
            <small>
              <Trans>Business owners and the board name deputies here.</Trans>
            </small>
          </p>
        )}
      </Stack>
    </Page>
  );
}
