import { useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { parseChangedDevice, parseCredentials, type Credentials } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

interface EndsSectionProps {
  id: string;
  /** A new secret is under way: whoever leaves now never sees it. */
  onRotating: (isRotating: boolean) => void;
  onCredentials: (credentials: Credentials) => void;
  onRetired: () => void;
}

/** A new secret, or the end of the device's life; both are asked about once more. */
export function EndsSection({ id, onRotating, onCredentials, onRetired }: EndsSectionProps) {
  const { ends: text } = useDevicesText();
  const [asked, setAsked] = useState<"rotate" | "retire" | null>(null);
  const close = (): void => setAsked(null);
  return (
    <Section title={text.title}>
      <ul class="commands">
        <li>
          <button class="button button-quiet" type="button" onClick={() => setAsked("rotate")}>
            {text.rotate}
          </button>
          <span class="quiet">{text.rotateNote}</span>
        </li>
        <li>
          <button class="button button-quiet" type="button" onClick={() => setAsked("retire")}>
            {text.retire}
          </button>
          <span class="quiet">{text.retireNote}</span>
        </li>
      </ul>
      {asked === "rotate" && (
        <RotateDialog
          id={id}
          onRotating={onRotating}
          onCredentials={onCredentials}
          onClose={close}
        />
      )}
      {asked === "retire" && <RetireDialog id={id} onRetired={onRetired} onClose={close} />}
    </Section>
  );
}

interface RotateDialogProps extends Pick<EndsSectionProps, "id" | "onRotating" | "onCredentials"> {
  onClose: () => void;
}

function RotateDialog({ id, onRotating, onCredentials, onClose }: RotateDialogProps) {
  const { ends: text } = useDevicesText();
  const post = usePost(parseCredentials);
  const rotate = async (): Promise<void> => {
    onRotating(true);
    const answer = await post.send(`/api/v1/devices/${id}/rotate`, {});
    // A second press: the first one is still under way.
    if (answer === null) return;
    onRotating(false);
    if (!answer.ok) return;
    onClose();
    onCredentials(answer.value);
  };
  return (
    <ConfirmDialog
      id="rotate"
      title={text.rotateTitle}
      confirmLabel={text.rotate}
      isAlarming
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void rotate()}
      onClose={onClose}
    >
      <p>{text.rotateText}</p>
    </ConfirmDialog>
  );
}

interface RetireDialogProps extends Pick<EndsSectionProps, "id" | "onRetired"> {
  onClose: () => void;
}

function RetireDialog({ id, onRetired, onClose }: RetireDialogProps) {
  const { ends: text } = useDevicesText();
  const say = useToast();
  const post = usePost(parseChangedDevice);
  const retire = async (): Promise<void> => {
    const answer = await post.send(`/api/v1/devices/${id}/retire`, {});
    if (answer?.ok !== true) return;
    say(text.retired);
    onClose();
    onRetired();
  };
  return (
    <ConfirmDialog
      id="retire"
      title={text.retireTitle}
      confirmLabel={text.retire}
      isAlarming
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void retire()}
      onClose={onClose}
    >
      <p>{text.retireText}</p>
    </ConfirmDialog>
  );
}
