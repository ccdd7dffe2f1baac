import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "../../controls/dialog.tsx";
import type { DeskMember } from "../desk/desk.ts";
import { memberOfCard, type CardAnswer } from "./card-member.ts";
import { watchCodes } from "./code-reader.ts";
import { useWeighText } from "./text/use-weigh-text.ts";

type State = "starting" | "aim" | "denied" | "missing" | Exclude<CardAnswer["state"], "found">;

interface CardScannerProps {
  members: readonly DeskMember[];
  onFound: (member: DeskMember) => void;
  onClose: () => void;
}

/** Reads a member's card with the camera; needs no network. */
export function CardScanner({ members, onFound, onClose }: CardScannerProps) {
  const text = useWeighText();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>("starting");

  useEffect(() => {
    const abort = new AbortController();
    const hear = async (code: string): Promise<void> => {
      const answer = await memberOfCard(code, members);
      if (abort.signal.aborted) return;
      if (answer.state !== "found") return setState(answer.state);
      abort.abort();
      onFound(answer.member);
    };
    const start = async (): Promise<void> => {
      const element = video.current;
      if (element === null) return;
      const opened = await openCamera(element, abort.signal);
      if (abort.signal.aborted) return;
      setState(opened);
      if (opened === "aim") await watchCodes(element, hear, abort.signal);
    };
    void start();
    return () => abort.abort();
  }, []);

  return (
    <Dialog id="scanner" title={text.scan.title} onClose={onClose}>
      <div class="dialog-body">
        <video class="scanner-video" ref={video} muted playsInline />
        <p role="status">{text.scan[state]}</p>
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={onClose}>
            {text.scan.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** Shows the camera at the back; it is let go of when the signal says so. */
async function openCamera(
  element: HTMLVideoElement,
  signal: AbortSignal,
): Promise<"aim" | "denied" | "missing"> {
  // A page without https has no camera at all, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return "missing";
  try {
    const stream = await devices.getUserMedia({ video: { facingMode: "environment" } });
    const stop = (): void => {
      for (const track of stream.getTracks()) track.stop();
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    element.srcObject = stream;
    await element.play();
    return "aim";
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    return name === "NotAllowedError" ? "denied" : "missing";
  }
}
