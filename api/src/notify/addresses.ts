import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Addresses that no message goes to. Link-local ones are where clouds serve a machine its own
 * credentials. Loopback and private networks are allowed: a village's gateway stands there
 * (docs/adr/0016).
 */
const NEVER = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  NEVER.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["fe80::", 10],
  ["ff00::", 8],
  // NAT64 of the link-local network.
  ["64:ff9b::a9fe:0", 112],
] as const) {
  NEVER.addSubnet(network, bits, "ipv6");
}
NEVER.addAddress("::", "ipv6");
// Metadata services of clouds that do not use link-local addresses.
NEVER.addAddress("fd00:ec2::254", "ipv6");
NEVER.addAddress("100.100.100.200", "ipv4");
NEVER.addAddress("168.63.129.16", "ipv4");
NEVER.addAddress("192.0.0.192", "ipv4");

/** Besides these, what is not on the public internet. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  INSIDE.addSubnet(network, bits, "ipv4");
}
INSIDE.addAddress("::1", "ipv6");
INSIDE.addSubnet("fc00::", 7, "ipv6");

/** Whether a message may go to an address. */
export type AddressRule = (address: string) => boolean;

const isListed = (list: BlockList, address: string): boolean =>
  list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** For addresses that administrators enter. */
export const isReachable: AddressRule = (address) => !isListed(NEVER, address);

/** For addresses that browsers name: push services are on the internet. */
export const isPublic: AddressRule = (address) =>
  isReachable(address) && !isListed(INSIDE, address);

/** The code of an error that stands for a refused address. */
export const ADDRESS_REFUSED = "ERR_ADDRESS_REFUSED";

const refusal = (): NodeJS.ErrnoException =>
  Object.assign(new Error("the address may not be used"), { code: ADDRESS_REFUSED });

/** What stands in a URL's host, without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replaceAll(/^\[|\]$/g, "");

/** Sockets connect to a literal address without a look-up, so it is asked beforehand. */
export const isRefusedLiteral = (host: string, rule: AddressRule): boolean =>
  isIP(host) !== 0 && !rule(host);

/**
 * A look-up that gives no refused address to the socket which connects: the same answer is judged
 * and used, so a name cannot change its mind in between.
 */
export const createLookup =
  (rule: AddressRule): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const first = addresses[0];
      if (!first || addresses.some(({ address }) => !rule(address))) return done(refusal(), []);
      if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
