import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function PortfolioPage() {
  return (
    <Page title="Portfolio">
      <Skeleton kind="rows" />
    </Page>
  );
}
