import type { StoredChannel } from "@resik/contract/channel";
import { STATUS_INTERVAL_S } from "./device/options.ts";
import { createBootSession } from "./device/session.ts";
import type { DeviceSpec } from "./fleet.ts";
import type { OutboxMessage } from "./outbox/outbox.ts";
import { fastForward } from "./physics/create-model.ts";
import type { ModelEvent } from "./physics/model.ts";
import type { World } from "./world.ts";

const STATUS_INTERVAL_MS = STATUS_INTERVAL_S * 1_000;

const isTold = (channel: string): channel is StoredChannel => channel !== "weight";

/**
 * Everything one device said in [fromMs, toMs), oldest first, with the clock right and one boot.
 * It depends on the seed, the scenario, the origin and the range alone: written twice, it is
 * stored once. Live weights are left out, because nobody stores them, and nothing is retained.
 */
export function* deviceHistory(
  world: World,
  spec: DeviceSpec,
  fromMs: number,
  toMs: number,
  event: ModelEvent = () => {},
): Generator<OutboxMessage, void, undefined> {
  let isTelling = false;
  const model = world.modelOf(spec, (name, atMs, values) => {
    if (isTelling) event(name, atMs, values);
  });
  fastForward(model, fromMs);
  isTelling = true;
  const bootRandom = world.randomOf(spec).fork(`history/${world.originMs}/${fromMs}`);
  const session = createBootSession(spec.id, spec.site, bootRandom, fromMs);
  let statusAtMs = fromMs;
  while (model.nextAtMs() < toMs || statusAtMs < toMs) {
    if (statusAtMs <= model.nextAtMs()) {
      const status = session.status("online", statusAtMs, statusAtMs - fromMs, model.vitals());
      yield { ...status, retain: false };
      statusAtMs += STATUS_INTERVAL_MS;
      continue;
    }
    const emission = model.step();
    if (!emission || !isTold(emission.channel)) continue;
    const { channel, atMs, quality, fields } = emission;
    yield session.message({ channel, sampledAtMs: atMs, quality, fields, retain: false });
  }
}
