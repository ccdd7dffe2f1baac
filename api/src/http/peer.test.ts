import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkOf } from "./peer.ts";

describe("what an address counts as", () => {
  it.each([
    ["an IPv4 address", "203.0.113.7", "203.0.113.7"],
    ["an IPv4 address in IPv6 clothes", "::ffff:203.0.113.7", "203.0.113.7"],
    ["an IPv6 address", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["a short form", "2001:db8::9", "2001:db8:0:0::/64"],
    ["capitals and leading zeros", "2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["zeros in front", "::1", "0:0:0:0::/64"],
    ["a zone", "fe80::1%eth0", "fe80:0:0:0::/64"],
    ["no address (in process)", "", ""],
    ["what is none", "unknown", "unknown"],
  ])("%s: %s counts as %s", (_what, peer, network) => {
    expect(networkOf(peer)).toBe(network);
  });

  it("is one for a whole IPv6 network, and another beside it", () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    const hosts = fc.array(group, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(hosts, hosts, (one, other) => {
        const networks = [one, other].map((host) => networkOf(`2001:db8:7:1:${host.join(":")}`));
        expect(networks).toEqual(["2001:db8:7:1::/64", "2001:db8:7:1::/64"]);
        expect(networkOf(`2001:db8:7:2:${one.join(":")}`)).toBe("2001:db8:7:2::/64");
      }),
    );
  });

  it("never throws, whatever a proxy hands on", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof networkOf(text) === "string"));
    fc.assert(fc.property(fc.ipV6(), (text) => networkOf(text).length > 0));
  });
});
