import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Icon } from "#ui/Icon.tsx";
import type { FollowButton_request$key } from "./__generated__/FollowButton_request.graphql.ts";
import type { FollowButtonFollowMutation } from "./__generated__/FollowButtonFollowMutation.graphql.ts";
import type { FollowButtonUnfollowMutation } from "./__generated__/FollowButtonUnfollowMutation.graphql.ts";

/** One click, undone by another; it says what following brings. */
export function FollowButton({ request }: { request: FollowButton_request$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment FollowButton_request on Request {
        id
        key
        followed
        followerCount
      }
    `,
    request,
  );
  const [follow] = useCommand<FollowButtonFollowMutation>(
    graphql`
      mutation FollowButtonFollowMutation($request: ID!) {
        follow(request: $request) {
          __typename
          ... on RequestPayload {
            request {
              ...FollowButton_request
            }
          }
          ... on Problem {
            code
            message
            rule
            violations {
              path
              message
            }
          }
        }
      }
    `,
  );
  const [unfollow] = useCommand<FollowButtonUnfollowMutation>(
    graphql`
      mutation FollowButtonUnfollowMutation($request: ID!) {
        unfollow(request: $request) {
          __typename
          ... on RequestPayload {
            request {
              ...FollowButton_request
            }
          }
          ... on Problem {
            code
            message
            rule
            violations {
              path
              message
            }
          }
        }
      }
    `,
  );
  const { id, key, followed, followerCount } = data;
  const change = (to: boolean) => {
    const run = to ? follow : unfollow;
    void run(
      { request: id },
      {
        optimistic: (store) => {
          const record = store.get(id);
          record?.setValue(to, "followed");
          record?.setValue(followerCount + (to ? 1 : -1), "followerCount");
        },
        said: to
          ? t`You follow ${key}: every update, decision and change of date comes to your inbox.`
          : t`You no longer follow ${key}.`,
        undo: { label: to ? t`Undo: unfollow ${key}` : t`Undo: follow ${key}`, onPress: () => change(!to) },
      },
    );
  };
  return (
    <Button onPress={() => change(!followed)}>
      <Icon name={followed ? "check" : "follow"} size={16} />
      {followed ? <Trans>Following</Trans> : <Trans>Follow</Trans>} · {followerCount}
    </Button>
  );
}
