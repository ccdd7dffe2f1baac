import { deviceTimeMs, drawClockFault } from "./device-clock.ts";
import type { DeviceOptions } from "./options.ts";
import { createBootSession, type BootSession } from "./session.ts";

/** Power, boot id and clock of one device. */
export interface Life {
  isOn(): boolean;
  /** Switches on with the present boot id. */
  begin(): void;
  off(): void;
  /** Draws a new boot id and switches on. */
  renew(): void;
  session(): BootSession;
  uptimeMs(): number;
  /** What the device believes the time is; null when it knows that it does not know. */
  timeMs(): number | null;
}

export function createLife(options: DeviceOptions): Life {
  const { spec, scenario, clock, simTime, random, bootTag, model } = options;
  const fault = drawClockFault(spec, scenario, random.fork("clock"));
  let boots = 0;
  let on = false;
  const open = (): BootSession => {
    const chance = random.fork(`boot/${bootTag}/${boots++}`);
    return createBootSession(spec.id, spec.site, chance, clock.nowMs());
  };
  let session = open();
  const begin = (): void => {
    on = true;
    model.boot(simTime.nowMs());
  };
  return {
    isOn: () => on,
    begin,
    off: () => {
      on = false;
    },
    renew() {
      session = open();
      begin();
    },
    session: () => session,
    uptimeMs: () => clock.nowMs() - session.bootedAtMs,
    timeMs: () => deviceTimeMs(fault, clock.nowMs(), session.bootedAtMs),
  };
}
