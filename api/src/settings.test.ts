import { readSettings } from "@resik/kit/settings";
import { describe, expect, it } from "vitest";
import { API_SETTINGS } from "./settings.ts";

const { RESIK_MAP_TILES_URL } = API_SETTINGS;
const read = (url: string): unknown =>
  readSettings({ RESIK_MAP_TILES_URL }, { RESIK_MAP_TILES_URL: url }).RESIK_MAP_TILES_URL;

describe("the address of map tiles", () => {
  it.each([
    "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    "http://127.0.0.1:8080/tiles/{z}/{x}/{y}?kunci=a;b,c",
  ])("may be %s", (url) => {
    expect(read(url)).toBe(url);
  });

  it.each([
    ["a host that the security policy would read as more", "https://*.example/{z}/{x}/{y}"],
    ["a second policy", "https://a.example,script-src/{z}/{x}/{y}"],
    ["another directive", "https://a.example;script-src/{z}/{x}/{y}"],
    ["words of a policy", "https://a.example'unsafe-inline'/{z}/{x}/{y}"],
    ["a password that everybody would read", "https://user:rahasia@a.example/{z}/{x}/{y}"],
    ["several hosts", "https://{s}.a.example/{z}/{x}/{y}"],
    ["a port that there is not", "https://a.example:99999/{z}/{x}/{y}"],
    ["script", "javascript:{z}/{x}/{y}"],
    ["no place for the tile", "https://a.example/{z}/{x}.png"],
  ])("has no %s", (_what, url) => {
    expect(() => read(url)).toThrow(/RESIK_MAP_TILES_URL/);
  });
});
