import { describe, expect, it } from "vitest";
import { createLookup, isPublic, isReachable, isRefusedLiteral } from "./addresses.ts";

describe("addresses that messages go to", () => {
  it.each([
    "169.254.169.254",
    "169.254.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "100.100.100.200",
    "168.63.129.16",
    "::",
    "fe80::1",
    "febf::1",
    "ff02::1",
    "fd00:ec2::254",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::6464:64c8",
    "64:ff9b::a83f:8110",
  ])("are never %s", (address) => {
    expect(isReachable(address)).toBe(false);
    expect(isPublic(address)).toBe(false);
    expect(isRefusedLiteral(address, isReachable)).toBe(true);
  });

  it.each([
    "127.0.0.1",
    "::1",
    "10.0.0.5",
    "192.168.1.20",
    "172.16.9.9",
    "fd12::1",
    "::ffff:127.0.0.1",
    "::ffff:a00:5",
    "64:ff9b::a00:5",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:5",
    "2002:a00:5::1",
    "fec0::1",
    "198.18.0.1",
    "192.0.0.8",
  ])("may be %s where an administrator entered it, not where a browser named it", (address) => {
    expect(isReachable(address)).toBe(true);
    expect(isPublic(address)).toBe(false);
  });

  it.each(["8.8.8.8", "2001:4860:4860::8888", "172.32.0.1", "64:ff9b::808:808"])(
    "may be %s",
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it("are judged after the look-up, in both of its forms", async () => {
    const ask = (rule: (address: string) => boolean, all: boolean) =>
      new Promise<string>((resolve) => {
        createLookup(rule)("localhost", { all }, (error, address) =>
          resolve(error?.code ?? JSON.stringify(address)),
        );
      });
    expect(await ask(isPublic, true)).toBe("ERR_ADDRESS_REFUSED");
    expect(await ask(isPublic, false)).toBe("ERR_ADDRESS_REFUSED");
    expect(await ask(isReachable, true)).toContain("127.0.0.1");
    expect(await ask(isReachable, false)).toMatch(/127\.0\.0\.1|::1/);
  });
});
