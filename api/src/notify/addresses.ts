import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Lists a network of IPv4, also as it looks behind a NAT64 gateway [RFC 6052 section 2.1]. */
function listIpv4(list: BlockList, network: string, bits: number): void {
  list.addSubnet(network, bits, "ipv4");
  list.addSubnet(`64:ff9b::${network}`, 96 + bits, "ipv6");
}

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
  // Metadata services of clouds that do not use link-local addresses.
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["192.0.0.192", 32],
] as const) {
  listIpv4(NEVER, network, bits);
}
for (const [network, bits] of [
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  NEVER.addSubnet(network, bits, "ipv6");
}
NEVER.addAddress("::", "ipv6");
// The metadata service of a cloud, on IPv6.
NEVER.addAddress("fd00:ec2::254", "ipv6");

/** Besides these, what is not on the public internet. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  // For measurements of networks [RFC 2544].
  ["198.18.0.0", 15],
] as const) {
  listIpv4(INSIDE, network, bits);
}
for (const [network, bits] of [
  // Loopback, and IPv4 addresses in a form that is not used any more.
  ["::", 96],
  // A NAT64 gateway of one's own may put anything behind it [RFC 8215].
  ["64:ff9b:1::", 48],
  // 6to4 holds IPv4 addresses, private ones too.
  ["2002::", 16],
  ["fc00::", 7],
  ["fec0::", 10],
] as const) {
  INSIDE.addSubnet(network, bits, "ipv6");
}

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
