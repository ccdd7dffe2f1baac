import { deviceRegistrationSchema } from "@resik/contract/http/registry";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NEW_REGISTRATION, readRegistration, suggestedId } from "./registration-draft.ts";

const DRAFT = { ...NEW_REGISTRATION, site: "tps-puri", name: " Bak Pasar Puri 3 " };

test("an id is suggested from kind, site and the first free number", () => {
  expect(suggestedId(DRAFT, new Set())).toBe("bak-puri-01");
  expect(suggestedId(DRAFT, new Set(["bak-puri-01", "bak-puri-02"]))).toBe("bak-puri-03");
  expect(suggestedId({ kind: "air", site: "kantor" }, new Set())).toBe("udara-kantor-01");
  expect(suggestedId(NEW_REGISTRATION, new Set())).toBeNull();
});

test("a suggestion is an id that the api takes, however long the site's own is", () => {
  const site = fc.stringMatching(/^[a-z0-9](-?[a-z0-9]){1,39}$/);
  fc.assert(
    fc.property(fc.constantFrom("bin", "air", "scale"), site, (kind, given) => {
      const id = suggestedId({ kind, site: given }, new Set());
      expect(deviceRegistrationSchema.shape.id.safeParse(id).success).toBe(true);
    }),
  );
});

test("the suggestion counts until an id is typed, and no place means the site's", () => {
  expect(readRegistration(DRAFT, "bak-puri-03").registration).toEqual({
    id: "bak-puri-03",
    site: "tps-puri",
    kind: "bin",
    name: "Bak Pasar Puri 3",
    config: {},
  });
  const typed = { ...DRAFT, id: "bak-x9", lat: "-6,75", lon: "111.04" };
  const { registration } = readRegistration(typed, "bak-puri-03");
  expect(registration).toMatchObject({ id: "bak-x9", lat: -6.75, lon: 111.04 });
  expect(deviceRegistrationSchema.safeParse(registration).success).toBe(true);
});

test("what is missing or wrong is told field by field", () => {
  const problemsOf = (change: Partial<typeof DRAFT>) => [
    ...readRegistration({ ...DRAFT, ...change }, "bak-puri-03").problems,
  ];
  expect([...readRegistration(NEW_REGISTRATION, null).problems]).toEqual(["site", "name"]);
  expect(problemsOf({ id: "Bak Puri" })).toEqual(["id"]);
  expect(problemsOf({ id: "a--b" })).toEqual(["id"]);
  expect(problemsOf({ lat: "-6,75" })).toEqual(["lon"]);
  expect(problemsOf({ lat: "91", lon: "181" })).toEqual(["lat", "lon"]);
  expect(problemsOf({ config: { intervalMin: "x", depthCm: "1" } })).toEqual(["interval", "depth"]);
});
