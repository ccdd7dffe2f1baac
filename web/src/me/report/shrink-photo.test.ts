import {
  REPORT_PHOTO_BYTES_MAX,
  REPORT_PHOTO_SIDE_PX,
} from "@resik/contract/http/resident-reports";
import { describe, expect, it } from "vitest";
import { fittingSize, PHOTO_BYTES_AIM, PHOTO_BYTES_MAX, PHOTO_SIDE_PX } from "./shrink-photo.ts";
import { toBase64 } from "./to-base64.ts";

describe("a photo", () => {
  it.each([
    [4_000, 3_000, 1_280, 960],
    [3_000, 4_000, 960, 1_280],
    [1_280, 1_280, 1_280, 1_280],
    [1_281, 10, 1_280, 10],
    [640, 480, 640, 480],
    [100_000, 1, 1_280, 1],
  ])("of %i by %i becomes %i by %i", (width, height, toWidth, toHeight) => {
    expect(fittingSize({ width, height }, PHOTO_SIDE_PX)).toEqual({
      width: toWidth,
      height: toHeight,
    });
  });

  it("has the limits of the contract, which these pages do not load", () => {
    expect(PHOTO_SIDE_PX).toBe(REPORT_PHOTO_SIDE_PX);
    expect(PHOTO_BYTES_MAX).toBe(REPORT_PHOTO_BYTES_MAX);
    expect(PHOTO_BYTES_AIM).toBeLessThan(PHOTO_BYTES_MAX);
  });

  it("is written in base64 whatever its length", () => {
    for (const length of [0, 1, 2, 3, 8_191, 8_192, 8_193, 20_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) & 255);
      const read = Uint8Array.from(atob(toBase64(bytes)), (letter) => letter.charCodeAt(0));
      expect(read).toEqual(bytes);
    }
  });
});
