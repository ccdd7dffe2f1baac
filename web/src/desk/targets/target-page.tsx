import { useLocation } from "preact-iso/router";
import { useMemo, useState } from "preact/hooks";
import { newIntentKey } from "../../controls/intent.ts";
import { PageHead, Section } from "../../bank/desk-frame/page-parts.tsx";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { Notice } from "../../shell/notice.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { parseRemoved, parseTargets, type Target } from "./parse-targets.ts";
import { TargetForm } from "./target-form.tsx";
import { StateBadge, TargetFacts } from "./targets-page.tsx";
import { TestButton } from "./test-button.tsx";
import { useTargetsText } from "./text/use-targets-text.ts";
import { useIsAdministrator } from "./use-is-administrator.ts";
import "./targets.css";

const LIST_PATH = "/dlh/penerima";
/** No target has it: ids that are made here are longer. */
const NEW_ID = "baru";
const ID_LENGTH = 16;

/** One target: how it stands, its form, a test, its log. */
export function TargetPage({ id }: { id: string }) {
  const text = useTargetsText();
  const targets = useLoaded("/api/v1/notification-targets", parseTargets);
  const back = { href: LIST_PATH, label: text.back };
  if (id === NEW_ID) return <NewTarget />;
  return (
    <LoadedView of={targets} level="h1">
      {(answer) => {
        const target = answer.targets.find((one) => one.id === id);
        return target ? (
          <KnownTarget target={target} onChanged={targets.refresh} />
        ) : (
          <>
            <PageHead title={text.title} back={back} />
            <Notice icon="warning" title={text.form.unknownTitle} text={text.form.unknownText} />
          </>
        );
      }}
    </LoadedView>
  );
}

function NewTarget() {
  const text = useTargetsText();
  const { route } = useLocation();
  const say = useToast();
  const mayChange = useIsAdministrator();
  const id = useMemo(() => newIntentKey().slice(0, ID_LENGTH), []);
  return (
    <>
      <PageHead title={text.newTitle} back={{ href: LIST_PATH, label: text.back }} />
      {mayChange ? (
        <Section title={text.form.details} note={text.test.saveFirst}>
          <TargetForm
            target={null}
            id={id}
            back={LIST_PATH}
            onSaved={() => {
              say(text.form.saved);
              route(`${LIST_PATH}/${id}`, true);
            }}
          />
        </Section>
      ) : (
        <p class="targets-help">{text.readOnly}</p>
      )}
    </>
  );
}

interface KnownTargetProps {
  target: Target;
  onChanged: () => void;
}

function KnownTarget({ target, onChanged }: KnownTargetProps) {
  const text = useTargetsText();
  const mayChange = useIsAdministrator();
  const [isDirty, setDirty] = useState(false);
  return (
    <div class="targets">
      <PageHead title={target.name} back={{ href: LIST_PATH, label: text.back }} />
      <div class="targets-state">
        <StateBadge target={target} />
        <TargetFacts target={target} />
      </div>
      {mayChange ? (
        <>
          <TestButton id={target.id} isUnsaved={isDirty} onTested={onChanged} />
          <Section title={text.kinds[target.settings.kind]}>
            <TargetForm
              target={target}
              id={target.id}
              back={LIST_PATH}
              onDirty={setDirty}
              onSaved={onChanged}
            />
            <RemoveButton id={target.id} />
          </Section>
        </>
      ) : (
        <p class="targets-help">{text.readOnly}</p>
      )}
      <DeliveryLog target={target.id} mayChange={mayChange} />
    </div>
  );
}

function RemoveButton({ id }: { id: string }) {
  const { remove } = useTargetsText();
  const { route } = useLocation();
  const say = useToast();
  const [isAsking, setAsking] = useState(false);
  const removing = usePost(parseRemoved);
  const confirm = async (): Promise<void> => {
    const answer = await removing.send(`/api/v1/notification-targets/${id}/remove`, {});
    if (!answer?.ok) return;
    say(remove.done);
    route(LIST_PATH, true);
  };
  return (
    <>
      <button class="link-button" type="button" onClick={() => setAsking(true)}>
        {remove.button}
      </button>
      {isAsking && (
        <ConfirmDialog
          id="remove-target"
          title={remove.title}
          confirmLabel={remove.confirm}
          isAlarming
          isSending={removing.isSending}
          failure={removing.failure}
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        >
          <p>{remove.text}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
