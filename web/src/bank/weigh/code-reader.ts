/** Between two looks at the picture: fast enough for a hand, slow enough for an old phone. */
const LOOK_MS = 200;
/** Longer side of the picture that the own decoder gets. */
const SIDE_MAX = 480;

/** The part of the browser's own detector that is used; the compiler's library has none. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new (options: { formats: string[] }) => Detector;

type Read = (video: HTMLVideoElement) => Promise<string | null>;

/**
 * Looks for QR codes in a running camera picture and tells each one it sees, until the signal says
 * stop. The browser's own detector reads them where there is one, else a small decoder of ours.
 */
export async function watchCodes(
  video: HTMLVideoElement,
  onCode: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const read = ownReader() ?? (await fetchedReader());
  while (!signal.aborted) {
    const text = await read(video);
    if (text !== null && !signal.aborted) await onCode(text);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function ownReader(): Read | null {
  // Absent from the compiler's Window, and from many browsers.
  const Maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  if (Maker === undefined) return null;
  const detector = new Maker({ formats: ["qr_code"] });
  return async (video) => {
    try {
      return (await detector.detect(video))[0]?.rawValue ?? null;
    } catch {
      // Before the first picture there is nothing to look at.
      return null;
    }
  };
}

async function fetchedReader(): Promise<Read> {
  const { default: decode } = await import("jsqr");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const { videoWidth, videoHeight } = video;
    if (pen === null || videoWidth === 0) return null;
    const scale = Math.min(1, SIDE_MAX / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return decode(data, width, height)?.data ?? null;
  };
}
