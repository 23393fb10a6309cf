import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Money, MoneyRange, MonthText } from "#ui/Money.tsx";
import { Card, Facts } from "#ui/Page.tsx";
import { WhyPopover } from "#ui/WhyPopover.tsx";
import type { Waiting_request$key } from "./__generated__/Waiting_request.graphql.ts";
import styles from "./Request.module.css";

/** What each month of waiting costs, as promised and as such promises came true; nothing where nothing is lost. */
export function Waiting({ request }: { request: Waiting_request$key }) {
  const { t } = useLingui();
  const { priceOfWaiting: price } = useFragment(
    graphql`
      fragment Waiting_request on Request {
        priceOfWaiting {
          monthLost
          soonest
          planned
          months
          text
          monthAsPromised {
            low { amount currency }
            likely { amount currency }
            high { amount currency }
          }
          monthAsCalibrated {
            low { amount currency }
            likely { amount currency }
            high { amount currency }
          }
          runCostPerMonth { amount currency }
          asCalibrated {
            low { amount currency }
            likely { amount currency }
            high { amount currency }
          }
          deadlineLoss { amount currency }
        }
      }
    `,
    request,
  );
  if (!price?.monthLost) return null;
  return (
    <Card
      title={t`What waiting costs`}
      aside={<WhyPopover title={t`What waiting costs`} text={price.text} />}
    >
      <Facts
        facts={[
          [t`Being lost now`, <MonthText key="lost" value={price.monthLost} />],
          [t`A month, as promised`, <MoneyRange key="promised" value={price.monthAsPromised} short />],
          [t`As such promises came true`, <MoneyRange key="true" value={price.monthAsCalibrated} short />],
          price.soonest != null && [
            t`In use at the earliest`,
            <MonthText key="soonest" value={price.soonest} />,
          ],
          [
            t`In use by the plan`,
            price.planned ? <MonthText key="planned" value={price.planned} /> : t`not in this plan`,
          ],
          price.asCalibrated &&
            Boolean(price.months) && [
              t`The wait until then`,
              <MoneyRange key="wait" value={price.asCalibrated} short />,
            ],
          price.deadlineLoss && [
            t`Lost for good after the deadline`,
            <Money key="deadline" value={price.deadlineLoss} short />,
          ],
        ]}
      />
      <p className={styles.label}>
        <Trans>For information: value never moves a request in the order.</Trans>
      </p>
    </Card>
  );
}
