import { useState } from "preact/hooks";
import { Dialog } from "../../controls/dialog.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { isRefusal, type Failure } from "../../edge/request.ts";
import { isDeviceSlug } from "../../route/device-slug.ts";
import { When } from "../parts/when.tsx";
import { shownBytes, shownJson, shownText, type ShownMessage } from "./message-view.ts";
import {
  parseQuarantineDetail,
  parseReplayed,
  type QuarantineDetail,
  type QuarantineRow,
} from "./quarantine-parts.ts";
import { useQuarantineText } from "./text/use-quarantine-text.ts";

interface HeldMessageProps {
  row: QuarantineRow;
  replayedAt: number | null;
  onReplayed: (atMs: number) => void;
  onClose: () => void;
}

/** One message: why it is held, what it says, and a way to send it through again. */
export function HeldMessage({ row, replayedAt, onReplayed, onClose }: HeldMessageProps) {
  const text = useQuarantineText();
  const say = useToast();
  const path = `/api/v1/quarantine/${encodeURIComponent(row.id)}`;
  const detail = useLoaded(path, parseQuarantineDetail);
  const post = usePost(parseReplayed);
  const replay = async (): Promise<void> => {
    const answer = await post.send(`${path}/replay`, {});
    if (answer?.ok !== true) return;
    say(text.replayDone);
    onReplayed(answer.value.replayedAt ?? answer.value.receivedAt);
    onClose();
  };
  return (
    <Dialog id="held" title={text.viewTitle} onClose={onClose}>
      <div class="dialog-body held-body">
        <p>
          <strong>{text.reasons[row.reason]}.</strong> {text.advice[row.reason]}
        </p>
        <Facts row={row} replayedAt={replayedAt} />
        <LoadedView of={detail} level="h3">
          {(message) => <Content message={message} />}
        </LoadedView>
        <p class="quiet">{text.replayText}</p>
        {replayedAt !== null && <p class="quiet">{text.replayAgain}</p>}
        {isStillHeld(post.failure) ? (
          <div class="status-line status-line-alarm" role="alert">
            <p>{text.stillHeld}</p>
            <p class="held-cause">{post.failure.detail}</p>
          </div>
        ) : (
          <FailureLine failure={post.failure} />
        )}
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={onClose}>
            {text.close}
          </button>
          <button
            class="button"
            type="button"
            aria-disabled={post.isSending}
            onClick={() => void replay()}
          >
            {text.replay}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** Whether the device's language of today makes nothing of it either; the detail says why. */
const isStillHeld = (failure: Failure | null): failure is Failure & { reason: "refused" } =>
  failure !== null && isRefusal(failure, "invalid-input");

/** The device that a topic names; null where it names none. */
function deviceOf(topic: string): string | null {
  const [root, , , device] = topic.split("/");
  return root === "resik" && device !== undefined && isDeviceSlug(device) ? device : null;
}

function Facts({ row, replayedAt }: Pick<HeldMessageProps, "row" | "replayedAt">) {
  const text = useQuarantineText();
  const device = deviceOf(row.topic);
  return (
    <dl class="held-facts">
      <dt>{text.received}</dt>
      <dd>
        <When atMs={row.receivedAt} />
      </dd>
      <dt>{text.topic}</dt>
      <dd class="held-topic">
        {row.topic}{" "}
        {device !== null && (
          <a class="held-device" href={`/dlh/perangkat/${device}`}>
            {text.toDevice}
          </a>
        )}
      </dd>
      <dt>{text.detail}</dt>
      <dd class="held-topic">{row.detail}</dd>
      {replayedAt !== null && (
        <>
          <dt>{text.replayedAt}</dt>
          <dd>
            <When atMs={replayedAt} />
          </dd>
        </>
      )}
    </dl>
  );
}

type View = "text" | "bytes" | "base64";

function shownAs(view: View, { payloadText, payloadBase64 }: QuarantineDetail): ShownMessage {
  switch (view) {
    case "text":
      return payloadText === null
        ? shownBytes(payloadBase64)
        : (shownJson(payloadText) ?? shownText(payloadText));
    case "bytes":
      return shownBytes(payloadBase64);
    case "base64":
      return shownText(payloadBase64);
  }
}

function Content({ message }: { message: QuarantineDetail }) {
  const text = useQuarantineText();
  const isText = message.payloadText !== null;
  const [view, setView] = useState<View>(isText ? "text" : "bytes");
  const shown = shownAs(view, message);
  const views = isText ? (["text", "bytes", "base64"] as const) : (["bytes", "base64"] as const);
  if (message.bytes === 0) return <p>{text.emptyMessage}</p>;
  return (
    <>
      <SegmentField
        id="held-view"
        label={text.view}
        value={view}
        choices={views.map((value) => ({ value, label: text.views[value] }))}
        onChange={setView}
      />
      {!isText && <p class="quiet">{text.noText}</p>}
      {/* Scrolled by the keyboard, too. */}
      <pre class="held-content" tabIndex={0} aria-label={text.viewTitle}>
        {shown.text}
      </pre>
      {shown.isCut && <p class="quiet">{text.cut}</p>}
    </>
  );
}
