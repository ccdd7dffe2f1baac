import type { ReportPhoto } from "./report-item.ts";

/** Longest side of a photo that is sent, in pixels. */
export const PHOTO_SIDE_PX = 1_280;
/** What a village network carries in some seconds; a photo is made coarser until it is reached. */
export const PHOTO_BYTES_AIM = 150 * 1_024;
/** The server takes no more. */
export const PHOTO_BYTES_MAX = 300 * 1_024;
const QUALITIES = [0.8, 0.65, 0.5, 0.35] as const;
/** A photo that is too large at the coarsest is made this much smaller, so many times. */
const SMALLER_RATIO = 0.7;
const SIZES = 4;

/** The size of a photo whose longest side is at most so many pixels. */
export function fittingSize(
  { width, height }: { width: number; height: number },
  sidePx: number,
): { width: number; height: number } {
  const ratio = Math.min(1, sidePx / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * ratio)),
    height: Math.max(1, Math.round(height * ratio)),
  };
}

/**
 * Draws a photo anew, upright and small. Nothing but its picture is left: not where and with which
 * phone it was taken.
 *
 * @returns null when the file is no picture that this browser can show.
 */
export async function shrinkPhoto(file: Blob): Promise<ReportPhoto | null> {
  const picture = await openPicture(file);
  if (picture === null) return null;
  let smallest: Blob | null = null;
  for (let size = 0; size < SIZES; size++) {
    const canvas = draw(picture, PHOTO_SIDE_PX * SMALLER_RATIO ** size);
    for (const quality of QUALITIES) {
      const blob = await toJpeg(canvas, quality);
      if (blob === null) return null;
      smallest = blob;
      if (blob.size <= PHOTO_BYTES_AIM) return photoOf(blob);
    }
    if (smallest !== null && smallest.size <= PHOTO_BYTES_MAX) return photoOf(smallest);
  }
  return null;
}

const photoOf = async (blob: Blob): Promise<ReportPhoto> => ({
  type: "image/jpeg",
  bytes: await blob.arrayBuffer(),
});

interface Picture {
  source: CanvasImageSource;
  width: number;
  height: number;
}

/** Turned as the phone was held; older browsers do so when an element shows it. */
async function openPicture(file: Blob): Promise<Picture | null> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    return { source: bitmap, width: bitmap.width, height: bitmap.height };
  } catch {
    return openInElement(file);
  }
}

function openInElement(file: Blob): Promise<Picture | null> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  return new Promise((resolve) => {
    const end = (picture: Picture | null): void => {
      URL.revokeObjectURL(url);
      resolve(picture);
    };
    image.onload = () =>
      end({ source: image, width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => end(null);
    image.src = url;
  });
}

function draw({ source, ...whole }: Picture, sidePx: number): HTMLCanvasElement {
  const { width, height } = fittingSize(whole, sidePx);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser draws nothing");
  // JPEG has no transparency: what is clear would be black.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

const toJpeg = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
