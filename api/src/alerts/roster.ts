import type { Device } from "@resik/contract/http/registry";
import { CONNECTIONS_MAX } from "@resik/contract/limits";
import type { Clock } from "@resik/kit/clock";
import { listDevices } from "../registry/devices.ts";
import type { RegistryDb } from "../registry/tables.ts";

/** Another program may have changed the registry; this one says so itself. */
const FRESH_MS = 60_000;

export interface Roster {
  /** Every device that is not retired, by site. */
  bySite(): Promise<ReadonlyMap<string, readonly Device[]>>;
  /** The registry changed. */
  forget(): void;
}

/** The devices that rules look at, without asking the registry every few seconds. */
export function createRoster(db: RegistryDb, clock: Clock): Roster {
  let known: { untilMs: number; sites: Map<string, Device[]> } | null = null;
  let changes = 0;
  return {
    async bySite() {
      const nowMs = clock.monotonicMs();
      if (known && nowMs < known.untilMs) return known.sites;
      const query = { scope: "all", retired: false, afterId: "", limit: CONNECTIONS_MAX } as const;
      const sites = new Map<string, Device[]>();
      const changesBefore = changes;
      for (const device of await listDevices(db, query)) {
        const ofSite = sites.get(device.site);
        if (ofSite) ofSite.push(device);
        else sites.set(device.site, [device]);
      }
      // What changed during the reading may not be in it.
      known = changes === changesBefore ? { untilMs: nowMs + FRESH_MS, sites } : null;
      return sites;
    },
    forget() {
      changes++;
      known = null;
    },
  };
}
