import { deskUserOf, useSession } from "../../access/session-context.tsx";
import { Notice } from "../../shell/notice.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import { useDesk } from "../desk/use-desk.ts";
import { useQueue } from "../queue/use-queue.ts";
import { useWeighText } from "./text/use-weigh-text.ts";
import { useDraft } from "./use-draft.ts";
import { Weighing } from "./weighing.tsx";
import "./weigh-page.css";

/** The weighing screen: it works with what is on the phone, network or not. */
export function WeighPage({ bank }: { bank: string }) {
  const text = useWeighText();
  const { language } = useLanguage();
  const { session } = useSession();
  const user = deskUserOf(session);
  usePageTitle(text.title);
  const desk = useDesk(bank, user?.username ?? "");
  const queue = useQueue(bank);
  const draft = useDraft(bank, user?.username ?? "");

  if (queue.isBroken) {
    return (
      <Notice
        icon="warning"
        level="h1"
        title={text.desk.storageTitle}
        text={text.desk.storageText}
        isError
      />
    );
  }
  if (user === null || desk.isLoading || draft.draft === undefined || queue.items === null) {
    return (
      <div class="skeleton skeleton-part" aria-busy="true">
        <span class="visually-hidden">{text.desk.loading}</span>
      </div>
    );
  }
  if (desk.kept === null || desk.rules === null) {
    const why = desk.failure === null ? "" : ` ${refusalText(desk.failure, language)}`;
    return (
      <Notice
        icon="scale"
        level="h1"
        title={text.desk.missingTitle}
        text={text.desk.missingText + why}
        isError
      >
        <button class="button" type="button" onClick={() => void desk.refresh()}>
          {desk.isRefreshing ? text.desk.refreshing : text.desk.refresh}
        </button>
      </Notice>
    );
  }
  return (
    <Weighing
      bank={bank}
      user={user}
      desk={desk}
      kept={desk.kept}
      rules={desk.rules}
      items={queue.items}
      access={draft}
      draft={draft.draft}
    />
  );
}
