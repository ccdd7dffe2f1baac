import { useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../../shell/icon.tsx";
import type { ReportPhoto } from "./report-item.ts";
import { shrinkPhoto } from "./shrink-photo.ts";
import { useReportText } from "./text/use-report-text.ts";
import { toBase64 } from "./to-base64.ts";

interface PhotoFieldProps {
  photo: ReportPhoto | null;
  onPhoto: (photo: ReportPhoto | null) => void;
  onBusy: (isBusy: boolean) => void;
}

/** A photo from the camera, drawn anew at once: what was in the file beside it never goes on. */
export function PhotoField({ photo, onPhoto, onBusy }: PhotoFieldProps) {
  const { form } = useReportText();
  const [state, setState] = useState<"idle" | "shrinking" | "bad">("idle");
  const newest = useRef<File | null>(null);
  const take = async (file: File): Promise<void> => {
    newest.current = file;
    setState("shrinking");
    onBusy(true);
    const shrunk = await shrinkPhoto(file).catch(() => null);
    // Another one was taken meanwhile: a large photo must not come back over it.
    if (newest.current !== file) return;
    onBusy(false);
    setState(shrunk === null ? "bad" : "idle");
    if (shrunk !== null) onPhoto(shrunk);
  };
  return (
    <div class="field">
      <span class="field-label">{form.photo}</span>
      <span class="field-rule" id="photo-rule">
        {form.photoRule}
      </span>
      {photo && <PhotoView photo={photo} alt={form.photoAlt} />}
      <div class="report-actions">
        <label class="button button-quiet report-camera">
          <Icon name="camera" />
          {photo === null ? form.takePhoto : form.newPhoto}
          <input
            id="photo"
            type="file"
            accept="image/*"
            capture="environment"
            aria-describedby="photo-rule"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              // The same file may be chosen again after it was removed.
              event.currentTarget.value = "";
              if (file) void take(file);
            }}
          />
        </label>
        {photo && (
          <button class="link-button" type="button" onClick={() => onPhoto(null)}>
            {form.removePhoto}
          </button>
        )}
      </div>
      <span role="status">{state === "shrinking" && form.shrinking}</span>
      {state === "bad" && (
        <span class="field-error" role="alert">
          {form.photoBad}
        </span>
      )}
    </div>
  );
}

/** A photo that is on this phone alone. */
export function PhotoView({ photo, alt }: { photo: ReportPhoto; alt: string }) {
  const source = useMemo(
    () => `data:${photo.type};base64,${toBase64(new Uint8Array(photo.bytes))}`,
    [photo],
  );
  return <img class="report-photo" src={source} alt={alt} />;
}
