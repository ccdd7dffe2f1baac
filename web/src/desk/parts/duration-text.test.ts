import { expect, test } from "vitest";
import { listText } from "../text/list-text.ts";
import { durationText } from "./duration-text.ts";

test("a duration is told in the two coarsest units that say something", () => {
  const told = (seconds: number) => durationText(seconds, listText.id);
  expect(told(0)).toBe("< 1 menit");
  expect(told(59)).toBe("< 1 menit");
  expect(told(60)).toBe("1 menit");
  expect(told(3_599)).toBe("59 menit");
  expect(told(3_600)).toBe("1 jam");
  expect(told(4_800)).toBe("1 jam 20 menit");
  expect(told(86_399)).toBe("23 jam 59 menit");
  expect(told(86_400)).toBe("1 hari");
  expect(told(97_200)).toBe("1 hari 3 jam");
});
