import { expect, test } from "vitest";
import { sortShellRequest } from "./shell-request.ts";

const ownOrigin = "https://resik.example";
const sort = (path: string, mode = "cors", method = "GET") =>
  sortShellRequest({ method, mode, url: new URL(path, ownOrigin), ownOrigin });

test("a page and its hashed files may come from the cache", () => {
  expect(sort("/", "navigate")).toBe("page");
  expect(sort("/stasiun/bak-01", "navigate")).toBe("page");
  expect(sort("/assets/app-1a2b.js")).toBe("asset");
  expect(sort("/theme.js")).toBe("asset");
});

test("no answer of the api is ever kept", () => {
  expect(sort("/api/v1/open/stations")).toBe("network");
  expect(sort("/api/v1/open/stations", "navigate")).toBe("network");
  expect(sort("/docs", "navigate")).toBe("network");
  expect(sort("/metrics", "navigate")).toBe("network");
});

test("writes and other hosts pass untouched", () => {
  expect(sort("/assets/app.js", "cors", "POST")).toBe("network");
  expect(sort("https://elsewhere.example/assets/app.js")).toBe("network");
});
