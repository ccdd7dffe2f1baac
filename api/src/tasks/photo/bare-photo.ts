import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  REPORT_PHOTO_BYTES_MAX,
  REPORT_PHOTO_SIDE_PX_MAX,
} from "@resik/contract/http/resident-reports";
import { bareJpeg } from "./jpeg.ts";
import { bareWebp } from "./webp.ts";

export type PhotoType = "image/jpeg" | "image/webp";

/** A photo with its picture alone. */
export interface BarePhoto {
  bytes: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
}

/**
 * Takes everything out of a photo that is not its picture: where and with what it was taken above
 * all. The picture itself is not decoded.
 *
 * @param type what the sender says it is; anything else in it is refused.
 * @returns `invalid-input` for what is no whole photo of this type, or one too large.
 */
export function barePhoto(type: PhotoType, bytes: Uint8Array): Result<BarePhoto, "invalid-input"> {
  if (bytes.length > REPORT_PHOTO_BYTES_MAX) {
    return fail("invalid-input", `a photo has at most ${REPORT_PHOTO_BYTES_MAX} bytes`);
  }
  const bare = type === "image/jpeg" ? bareJpeg(bytes) : bareWebp(bytes);
  if (bare === null) return fail("invalid-input", `the photo is no whole ${type}`);
  if (Math.max(bare.width, bare.height) > REPORT_PHOTO_SIDE_PX_MAX) {
    return fail("invalid-input", `a photo has at most ${REPORT_PHOTO_SIDE_PX_MAX} pixels a side`);
  }
  return ok(bare);
}
