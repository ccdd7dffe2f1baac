import { connect, type MqttClient } from "mqtt";

/** A device that goes on publishing over a broker's deaths and notes what was acknowledged. */
export interface Publisher {
  device: string;
  sent: Set<number>;
  acked: Set<number>;
  /** Stops; resolves when its connection has ended. */
  stop(): Promise<void>;
}

const IN_FLIGHT = 20;

export function startPublisher(options: {
  url: string;
  device: string;
  password: string;
  payload(seq: number): string;
}): Publisher {
  const { device } = options;
  const topic = `resik/v1/site-1/${device}/bin`;
  const sent = new Set<number>();
  const acked = new Set<number>();
  let next = 0;
  let stopped = false;
  const client: MqttClient = connect(options.url, {
    username: device,
    password: options.password,
    reconnectPeriod: 50,
    connectTimeout: 2_000,
  });
  client.on("error", () => undefined);

  function publishOne(): void {
    if (stopped) return;
    const seq = next++;
    sent.add(seq);
    client.publish(topic, options.payload(seq), { qos: 1 }, (error) => {
      if (error) return;
      acked.add(seq);
      publishOne();
    });
  }
  for (let n = 0; n < IN_FLIGHT; n++) publishOne();

  return {
    device,
    sent,
    acked,
    async stop() {
      stopped = true;
      await client.endAsync(true);
    },
  };
}
