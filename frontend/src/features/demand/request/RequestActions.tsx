import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommands } from "#app/palette/commands.ts";
import { Button } from "#ui/Button.tsx";
import { Icon, type IconName } from "#ui/Icon.tsx";
import { Menu, type MenuAction } from "#ui/Menu.tsx";
import { Money, MonthText } from "#ui/Money.tsx";
import { Facts } from "#ui/Page.tsx";
import type { RequestActions_request$key } from "./__generated__/RequestActions_request.graphql.ts";
import type { DeedName } from "./RequestDeed.tsx";

const RequestDeed = lazy(() => import("./RequestDeed.tsx"));
const EstimateDialog = lazy(() => import("./EstimateDialog.tsx"));
const BenefitDialog = lazy(() => import("./BenefitDialog.tsx"));

type Opened = { deed: DeedName } | { estimateAs: { id: string; name: string } } | { benefit: true };

/** Whether the request waits for just this deed: it then stands as a button of its own, and not in the menu. */
const isAwaited = (id: string, state: string, undecidedTooLong: boolean) =>
  id === "answerClarification" ||
  (id === "reconfirm" && undecidedTooLong) ||
  id === "startDelivery" ||
  (id.startsWith("estimate-") && state === "SUBMITTED") ||
  (id === "postUpdate" && state === "IN_DELIVERY");

/** What this person may do with the request now, as the server says; nothing else is shown. */
export function RequestActions({ request }: { request: RequestActions_request$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment RequestActions_request on Request {
        id
        key
        version
        state
        undecidedTooLong
        promisedValue {
          amount
          currency
        }
        cost {
          amount
          currency
        }
        place {
          id
          startMonth
          finishMonth
        }
        may {
          commit
          withdraw
          park
          reconfirm
          resume
          chooseRoute
          sponsor
          declareBenefit
          raiseQuestion
          postUpdate
          startDelivery
          deliver
          moveForecast
          askClarification
          answerClarification
          estimateAs {
            id
            name
          }
        }
      }
    `,
    request,
  );
  const [opened, setOpened] = useState<Opened | null>(null);
  const { may, place } = data;
  const deed = (name: DeedName, label: string, icon: IconName, danger = false): MenuAction => ({
    id: name,
    label,
    icon,
    danger,
    onAction: () => setOpened({ deed: name }),
  });
  const actions: (MenuAction | false)[] = [
    ...may.estimateAs.map((team) => ({
      id: `estimate-${team.id}`,
      label: t`Estimate for ${team.name}`,
      icon: "clock" as const,
      onAction: () => setOpened({ estimateAs: team }),
    })),
    may.answerClarification && deed("answerClarification", t`Answer the clarification`, "question"),
    may.startDelivery && deed("startDelivery", t`Start delivery`, "arrow-right"),
    may.deliver && deed("deliver", t`Report as delivered`, "check"),
    may.postUpdate && deed("postUpdate", t`Post an update`, "calendar"),
    may.moveForecast && deed("moveForecast", t`Move the forecast`, "calendar"),
    may.sponsor && deed("sponsor", t`Sponsor this request`, "person"),
    may.declareBenefit && {
      id: "benefit",
      label: t`Declare a benefit`,
      icon: "plus",
      onAction: () => setOpened({ benefit: true }),
    },
    may.raiseQuestion && deed("raiseQuestion", t`Raise a priority question`, "question"),
    may.askClarification && deed("askClarification", t`Ask for clarification`, "question"),
    may.chooseRoute && deed("chooseRoute", t`Choose another route`, "portfolio"),
    may.reconfirm && deed("reconfirm", t`Confirm anew that it matters`, "check"),
    may.resume && deed("resume", t`Resume`, "undo"),
    may.park && deed("park", t`Park with a date to look again`, "clock"),
    may.withdraw && deed("withdraw", t`Withdraw`, "close", true),
  ];
  const allowed = actions.filter((action): action is MenuAction => action !== false);
  const awaited = may.commit
    ? undefined
    : allowed.find(({ id }) => isAwaited(id, data.state, data.undecidedTooLong));
  const shown = allowed.filter((action) => action !== awaited);
  useCommands(
    allowed.map((action) => ({
      id: action.id,
      label: `${action.label} · ${data.key}`,
      icon: action.icon ?? "arrow-right",
      run: action.onAction,
    })),
  );
  const close = () => setOpened(null);
  return (
    <>
      {shown.length > 0 && (
        <Menu
          label={t`Actions on ${data.key}`}
          trigger={
            <Button>
              <Trans>Actions</Trans>
              <Icon name="chevron-down" size={14} />
            </Button>
          }
          actions={shown}
        />
      )}
      {awaited && (
        <Button look="primary" onPress={awaited.onAction}>
          {awaited.label}
        </Button>
      )}
      {may.commit && (
        <Button look="primary" onPress={() => setOpened({ deed: "commit" })}>
          <Trans>Commit</Trans>
        </Button>
      )}
      {opened && (
        <Suspense>
          {"deed" in opened && (
            <RequestDeed
              name={opened.deed}
              id={data.id}
              requestKey={data.key}
              version={data.version}
              promise={
                <Facts
                  facts={[
                    [
                      t`Start`,
                      place?.startMonth ? (
                        <MonthText key="start" value={place.startMonth} />
                      ) : (
                        t`not in the plan`
                      ),
                    ],
                    [
                      t`Finish`,
                      place?.finishMonth ? <MonthText key="finish" value={place.finishMonth} /> : "–",
                    ],
                    [t`Value`, <Money key="value" value={data.promisedValue} />],
                    [t`Cost`, data.cost ? <Money key="cost" value={data.cost} /> : "–"],
                  ]}
                />
              }
              onClose={close}
            />
          )}
          {"estimateAs" in opened && (
            <EstimateDialog request={data.id} team={opened.estimateAs} onClose={close} />
          )}
          {"benefit" in opened && <BenefitDialog request={data.id} onClose={close} />}
        </Suspense>
      )}
    </>
  );
}
