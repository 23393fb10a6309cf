import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function IntakePage() {
  return (
    <Page title="Request">
      <Skeleton kind="rows" />
    </Page>
  );
}
