import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function QuestionsPage() {
  return (
    <Page title="Questions">
      <Skeleton kind="rows" />
    </Page>
  );
}
