import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function ReviewsPage() {
  return (
    <Page title="Reviews">
      <Skeleton kind="rows" />
    </Page>
  );
}
