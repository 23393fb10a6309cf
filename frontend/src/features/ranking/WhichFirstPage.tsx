import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { NotFound } from "#app/Problems.tsx";
import { useViewer } from "#app/viewer.tsx";
import { ButtonLink } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Percent } from "#ui/Money.tsx";
import { Card, Facts, Page } from "#ui/Page.tsx";
import type { WhichFirstPageQuery } from "./__generated__/WhichFirstPageQuery.graphql.ts";
import styles from "./Compare.module.css";
import { ComparisonQuestion } from "./ComparisonQuestion.tsx";
import { SuggestedOrder } from "./SuggestedOrder.tsx";

const route = getRouteApi("/shell/ranking/compare");

/** "Which of these first?": few questions, one proposal, and how far the answers agree with it. */
export default function WhichFirstPage(): ReactNode {
  const { t } = useLingui();
  const viewer = useViewer();
  const { unit = viewer.units[0]?.code } = route.useSearch();
  return unit ? (
    <OfUnit key={unit} unit={unit} />
  ) : (
    <Page title={t`Which first?`} width="narrow">
      <EmptyState icon="ranking" title={t`Only owners compare requests`}>
        <Trans>The owners of a unit decide what comes first in it.</Trans>
      </EmptyState>
    </Page>
  );
}

function OfUnit({ unit }: { unit: string }) {
  const { t } = useLingui();
  const { comparison, ranking } = useLazyLoadQuery<WhichFirstPageQuery>(
    graphql`
      query WhichFirstPageQuery($unit: ID!) {
        comparison(unit: $unit) {
          id
          unit { id name }
          asked
          left
          consistency
          consistencyText
          circleCount
          circles { text }
          next { text }
          ...ComparisonQuestion_comparison
          ...SuggestedOrder_comparison
        }
        ranking(unit: $unit) {
          id
          whoDecides
          unit { id name }
          ...SuggestedOrder_ranking
        }
      }
    `,
    { unit },
    { fetchPolicy: "store-and-network" },
  );
  if (!ranking) return <NotFound />;
  const back = (
    <ButtonLink to="/ranking" search={{ unit }}>
      <Trans>Back to the ranking</Trans>
    </ButtonLink>
  );
  if (!comparison)
    return (
      <Page title={t`Which first?`} width="narrow" actions={back}>
        <EmptyState icon="ranking" title={t`Only owners of ${ranking.unit.name} compare its requests`}>
          {ranking.whoDecides}
        </EmptyState>
      </Page>
    );
  return (
    <Page
      title={t`Which first in ${ranking.unit.name}?`}
      lead={
        <Trans>
          A few questions instead of a long list. Your answers make a proposal; the list changes only when you
          take it over.
        </Trans>
      }
      actions={back}
    >
      <div className={styles.columns}>
        <div className={styles.stack}>
          {comparison.next ? (
            <ComparisonQuestion comparison={comparison} />
          ) : (
            <EmptyState
              icon="check"
              title={comparison.asked > 0 ? t`Enough is known` : t`There is nothing to compare`}
            >
              {comparison.asked > 0 ? (
                <Trans>More questions would hardly change the proposal. Look at it and take it over.</Trans>
              ) : (
                <Trans>Two undecided requests at least are needed.</Trans>
              )}
            </EmptyState>
          )}
          <Card title={t`Your answers so far`}>
            <Facts
              facts={[
                [t`Answered`, comparison.asked],
                [t`Left at most`, comparison.left],
                [
                  t`Agree with the proposal`,
                  comparison.consistency == null ? (
                    "–"
                  ) : (
                    <Percent key="agree" value={comparison.consistency} />
                  ),
                ],
              ]}
            />
            <p className={styles.faint}>{comparison.consistencyText}</p>
            {comparison.circles.length > 0 && (
              <>
                <p>
                  <Trans>These answers go round in a circle. Asked again, the newest answer counts.</Trans>
                </p>
                <ul className={styles.circles}>
                  {comparison.circles.map(({ text }) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              </>
            )}
          </Card>
        </div>
        <SuggestedOrder comparison={comparison} ranking={ranking} unit={unit} />
      </div>
    </Page>
  );
}
