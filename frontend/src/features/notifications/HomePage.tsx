import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, usePaginationFragment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Badge } from "#ui/Badge.tsx";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Since } from "#ui/Money.tsx";
import { Note, Page, Stack } from "#ui/Page.tsx";
import type { HomePage_inbox$data, HomePage_inbox$key } from "./__generated__/HomePage_inbox.graphql.ts";
import type { HomePageInboxQuery } from "./__generated__/HomePageInboxQuery.graphql.ts";
import type { HomePageQuery } from "./__generated__/HomePageQuery.graphql.ts";
import { Followed } from "./Followed.tsx";
import styles from "./Home.module.css";
import { KINDS, Move } from "./kinds.tsx";

type Item = HomePage_inbox$data["inbox"]["edges"][number]["node"];

/** What waits for me, and what happened to what I follow. */
export default function HomePage() {
  const { t } = useLingui();
  const viewer = useViewer();
  const [data] = useLiveQuery<HomePageQuery>(
    graphql`
      query HomePageQuery {
        ...HomePage_inbox
        ...Followed_requests
      }
    `,
    {},
  );
  const firstName = viewer.person.name.split(" ")[0];
  return (
    <Page
      title={t`Hello ${firstName}`}
      tabTitle={t`Home`}
      lead={
        viewer.asked === 0 ? (
          <Trans>Nothing waits for you.</Trans>
        ) : (
          <Plural value={viewer.asked} one="One thing waits for you." other="# things wait for you." />
        )
      }
    >
      <div className={styles.columns}>
        <Stack>
          <Piles query={data} />
        </Stack>
        <Stack>
          <Followed query={data} />
          {viewer.is("IT") && (
            <Note>
              <Trans>
                You contribute facts: estimates, capacity, updates. The business owners decide what comes
                next; where something does not fit, raise it as a question.
              </Trans>
            </Note>
          )}
        </Stack>
      </div>
    </Page>
  );
}

function Piles({ query }: { query: HomePage_inbox$key }) {
  const { t } = useLingui();
  const { data, hasNext, loadNext, isLoadingNext } = usePaginationFragment<
    HomePageInboxQuery,
    HomePage_inbox$key
  >(
    graphql`
      fragment HomePage_inbox on Query
      @refetchable(queryName: "HomePageInboxQuery")
      @argumentDefinitions(first: { type: "Int", defaultValue: 50 }, after: { type: "String" }) {
        inbox(first: $first, after: $after) @connection(key: "HomePage_inbox") {
          askedCount
          edges {
            node {
              id
              kind
              pile
              text
              at
              dueAt
              overdue
              request {
                id
                key
                title
              }
              question {
                id
              }
              review {
                id
              }
              unit {
                id
                code
              }
              team {
                id
                code
              }
            }
          }
        }
      }
    `,
    query,
  );
  const items = data.inbox.edges.map((edge) => edge.node);
  const asked = items.filter((item) => item.pile === "ASKED");
  const told = items.filter((item) => item.pile === "INFORMATION");
  return (
    <>
      <section className={styles.pile}>
        <h2>
          <Trans>Asked of you</Trans> <small>{data.inbox.askedCount}</small>
        </h2>
        {asked.length === 0 ? (
          <EmptyState
            icon="check"
            title={t`All answered`}
            action={
              <ButtonLink to="/portfolio">
                <Trans>See the portfolio</Trans>
              </ButtonLink>
            }
          >
            <Trans>
              Questions to answer, requests to rank or estimate and results to record appear here.
            </Trans>
          </EmptyState>
        ) : (
          <ul className={styles.items}>
            {asked.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </ul>
        )}
      </section>
      {told.length > 0 && (
        <section className={styles.pile}>
          <h2>
            <Trans>For your information</Trans>
          </h2>
          <ul className={styles.items}>
            {told.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </ul>
        </section>
      )}
      {hasNext && (
        <Button look="quiet" isPending={isLoadingNext} onPress={() => loadNext(50)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}

function Line({ item }: { item: Item }) {
  return (
    <li className={`${styles.item} ${item.pile === "ASKED" ? styles.asked : ""}`}>
      <Icon name={KINDS[item.kind]?.icon ?? "inbox"} />
      <div>
        <p>{item.text}</p>
        <p className={styles.meta}>
          {item.request && (
            <span>
              {item.request.key} · {item.request.title}
            </span>
          )}
          {item.dueAt ? (
            item.overdue ? (
              <Badge tone="bad">
                <span>
                  <Trans>
                    was due <Since value={item.dueAt} />
                  </Trans>
                </span>
              </Badge>
            ) : (
              <span>
                <Trans>
                  due <Since value={item.dueAt} />
                </Trans>
              </span>
            )
          ) : (
            <Since value={item.at} />
          )}
        </p>
      </div>
      <Move item={item} />
    </li>
  );
}
