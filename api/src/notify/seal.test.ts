import { expect, it } from "vitest";
import { createSealer } from "./seal.ts";

const SECRET = "session-secret-of-this-test-0123456789abc";

it("opens what it sealed, each time another text in the file", () => {
  const sealer = createSealer(SECRET);
  const first = sealer.seal("kata sandi", "target/a");
  const second = sealer.seal("kata sandi", "target/a");
  expect(sealer.open(first, "target/a")).toBe("kata sandi");
  expect(createSealer(SECRET).open(second, "target/a")).toBe("kata sandi");
  expect(first.equals(second)).toBe(false);
  expect(first.toString("latin1")).not.toContain("kata sandi");
});

it("opens nothing for another row, under another secret, or that was changed", () => {
  const sealer = createSealer(SECRET);
  const sealed = sealer.seal("kata sandi", "target/a");
  expect(sealer.open(sealed, "target/b")).toBeNull();
  expect(createSealer(`${SECRET}x`).open(sealed, "target/a")).toBeNull();
  expect(sealer.open(sealed.subarray(0, 20), "target/a")).toBeNull();
  const changed = Buffer.from(sealed);
  changed.writeUInt8(changed.readUInt8(30) ^ 1, 30);
  expect(sealer.open(changed, "target/a")).toBeNull();
});
