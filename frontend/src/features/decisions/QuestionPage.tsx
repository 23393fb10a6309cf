import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";

export default function QuestionPage() {
  return (
    <Page title="Question">
      <Skeleton kind="rows" />
    </Page>
  );
}
