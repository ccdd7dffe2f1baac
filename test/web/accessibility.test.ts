import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axeFindingsInBothThemes } from "./axe-findings.ts";
import { DESKTOP, PHONE, type Stage, startStage, describePages } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.api.mode = "ok";
  stage.api.account.isIn = true;
});

const PAGES = [
  { path: "/", ready: ".card" },
  { path: "/stasiun/bak-puri-02?range=24h", ready: ".uplot canvas" },
  {
    path: "/stasiun/udara-pati?from=2026-11-10T00:00:00Z&to=2026-11-11T00:00:00Z",
    ready: ".uplot",
  },
  { path: "/masuk", ready: "form" },
  { path: "/setup?token=t", ready: "form" },
  { path: "/cek", ready: "form" },
  { path: "/tidak-ada", ready: ".notice" },
];

describePages("accessibility", () => {
  test("no page has a serious finding in either theme, on a phone or on a desk", async () => {
    for (const size of [PHONE, DESKTOP]) {
      const page = await stage.open({ size });
      for (const { path, ready } of PAGES) {
        await page.goto(stage.api.url + path);
        await page.waitForSelector(ready);
        expect({ path, found: await axeFindingsInBothThemes(page) }).toEqual({ path, found: [] });
      }
      await page.context().close();
    }
  });

  test("error and empty states have no serious finding in either theme", async () => {
    for (const mode of ["down", "empty"] as const) {
      stage.api.mode = mode;
      const page = await stage.open({ size: PHONE });
      await page.waitForSelector(".notice");
      expect({ mode, found: await axeFindingsInBothThemes(page) }).toEqual({ mode, found: [] });
      await page.context().close();
    }
  });
});
