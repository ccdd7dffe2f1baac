import { fail, ok, type Result } from "@resik/contract/error-code";
import type { StoredPhoto } from "../registry/desk/report-photos.ts";

export const PHOTO_TYPES = ["image/jpeg", "image/webp"] as const;

/** A photo as a file that nobody keeps but who asked; its type is the one that was checked. */
export const photoAnswer = (photo: StoredPhoto | null): Result<Response, "not-found"> =>
  photo === null
    ? fail("not-found", "no photo")
    : ok(
        new Response(new Uint8Array(photo.bytes), {
          headers: {
            "content-type": photo.type,
            "content-disposition": "inline",
            "cache-control": "private, no-store",
          },
        }),
      );
