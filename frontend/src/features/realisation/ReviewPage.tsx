import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function ReviewPage() {
  return (
    <Page title="Review">
      <Skeleton kind="rows" />
    </Page>
  );
}
