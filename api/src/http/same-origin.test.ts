import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const ask = (headers: Record<string, string>, publicUrl: string | null = null) =>
  isSameOrigin({ headers: new Headers(headers), url: "http://10.0.0.5:8080/x" }, publicUrl);

describe("same origin", () => {
  it("holds for our own pages, whatever name people use for us", () => {
    expect(ask({ cookie: "a=b", origin: "http://10.0.0.5:8080" })).toBe(true);
    expect(ask({ cookie: "a=b", host: "kantor:8080", origin: "http://kantor:8080" })).toBe(true);
    expect(ask({ cookie: "a=b", "sec-fetch-site": "same-origin" })).toBe(true);
    const proxied = { cookie: "a=b", host: "api:8080", origin: "https://resik.example" };
    expect(ask(proxied, "https://resik.example")).toBe(true);
    expect(ask(proxied)).toBe(false);
  });

  it("does not hold for anybody else's", () => {
    expect(ask({ origin: "https://evil.example" })).toBe(false);
    expect(ask({ origin: "null" })).toBe(false);
    expect(ask({ "sec-fetch-site": "same-site" })).toBe(false);
    expect(ask({ "sec-fetch-site": "none" })).toBe(false);
    expect(ask({ origin: "http://10.0.0.5:8080", "sec-fetch-site": "cross-site" })).toBe(false);
    expect(ask({ origin: "http://10.0.0.5:9999", cookie: "a=b" })).toBe(false);
  });

  it("cannot be shown by a cookie alone; a program without one needs to show nothing", () => {
    expect(ask({ cookie: "a=b" })).toBe(false);
    expect(ask({})).toBe(true);
  });
});
