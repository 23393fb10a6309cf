import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function CapacityPage() {
  return (
    <Page title="Capacity">
      <Skeleton kind="rows" />
    </Page>
  );
}
