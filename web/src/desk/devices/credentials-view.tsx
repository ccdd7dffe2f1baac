import { useState } from "preact/hooks";
import { CheckField } from "../../controls/check-field.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { QrCode } from "../../receipt/qr-code.tsx";
import { credentialsCode } from "./credentials-code.ts";
import { CopyLine } from "./copy-line.tsx";
import type { Credentials } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

/** Where a broker usually listens; an installation may have another port. */
const MQTT_PORT = 1883;

interface CredentialsViewProps {
  of: Credentials;
  onDone: () => void;
}

/**
 * The secret of a device, shown once: this part alone holds it, and it is gone with it. Whoever
 * leaves before having stored it is asked first.
 */
export function CredentialsView({ of, onDone }: CredentialsViewProps) {
  const { credentials: text } = useDevicesText();
  const [isStored, setStored] = useState(false);
  const { device, mqtt } = of;
  return (
    <section class="panel section credentials">
      <h2 class="section-title">{text.title}</h2>
      <p class="screen-only">{text.lead}</p>
      <p class="status-line status-line-warn">{text.secret}</p>
      <div class="credentials-parts">
        <figure class="credentials-code">
          <QrCode text={credentialsCode(of)} label={text.codeLabel(device.id)} />
          <figcaption>
            <strong class="credentials-id">{device.id}</strong>
            <span class="quiet print-hidden">{text.code}</span>
            <span class="quiet print-only">{device.name}</span>
          </figcaption>
        </figure>
        <div class="credentials-lines print-hidden">
          <CopyLine
            label={text.server}
            value={`${location.hostname}:${MQTT_PORT}`}
            note={text.serverNote}
          />
          <CopyLine label={text.username} value={mqtt.username} />
          <CopyLine label={text.password} value={mqtt.password} />
          <CopyLine label={text.prefix} value={mqtt.topicPrefix} />
        </div>
      </div>
      <div class="credentials-end screen-only">
        <button class="button button-quiet" type="button" onClick={() => print()}>
          {text.print}
        </button>
        <CheckField label={text.stored} isOn={isStored} onChange={setStored} />
        <button class="button" type="button" disabled={!isStored} onClick={onDone}>
          {text.done}
        </button>
      </div>
      <LeaveGuard isOn={!isStored} back="/dlh/perangkat" words={text.leaving} />
    </section>
  );
}
