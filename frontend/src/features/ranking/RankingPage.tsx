import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function RankingPage() {
  return (
    <Page title="Ranking">
      <Skeleton kind="rows" />
    </Page>
  );
}
