import type { Aedes, Client } from "aedes";
import { topicMatches } from "./acl.ts";

/** Answers that are remembered; at the maximum all are forgotten and found again. */
const KNOWN_TOPICS_MAX = 50_000;
const OWN_TOPICS = "resik/";

type Publish = (
  packet: Parameters<Aedes["publish"]>[0],
  client: Client | null | (() => void),
  done?: () => void,
) => void;

/**
 * Spares a message nobody listens to its way through Aedes' emitter and persistence: most readings,
 * because the api subscribes to a site only while somebody watches it. Whatever is retained, has a
 * subscriber, or is not one of our own topics goes the ordinary way.
 */
export function skipUnheardMessages(aedes: Aedes): void {
  const clientsByFilter = new Map<string, Set<Client>>();
  const isHeardByTopic = new Map<string, boolean>();

  aedes.on("subscribe", (subscriptions, client) => {
    for (const { topic, qos } of subscriptions) {
      // 128 stands in the place of a QoS where the filter was refused.
      if ((qos as number) === 128 || client.closed) continue;
      clientsByFilter.set(topic, (clientsByFilter.get(topic) ?? new Set()).add(client));
    }
    isHeardByTopic.clear();
  });
  aedes.on("unsubscribe", (filters, client) => {
    for (const filter of filters) {
      const clients = clientsByFilter.get(filter);
      if (clients?.delete(client) && clients.size === 0) clientsByFilter.delete(filter);
    }
    isHeardByTopic.clear();
  });

  function isHeard(topic: string): boolean {
    const known = isHeardByTopic.get(topic);
    if (known !== undefined) return known;
    const heard = [...clientsByFilter.keys()].some((filter) => topicMatches(filter, topic));
    if (isHeardByTopic.size >= KNOWN_TOPICS_MAX) isHeardByTopic.clear();
    isHeardByTopic.set(topic, heard);
    return heard;
  }

  // The packet handlers call `publish` on the broker with the client in the middle, which the
  // published types leave out.
  const publish = aedes.publish.bind(aedes) as Publish;
  const publishIfHeard: Publish = (packet, client, done) => {
    const { topic, retain } = packet;
    const isUnheard = !retain && topic.startsWith(OWN_TOPICS) && !isHeard(topic);
    if (!isUnheard) return publish(packet, client, done);
    (typeof client === "function" ? client : done)?.();
  };
  Object.assign(aedes, { publish: publishIfHeard });
}
