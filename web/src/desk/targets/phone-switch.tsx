import { useEffect, useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { parsePushKey } from "./parse-targets.ts";
import {
  currentSubscription,
  pushAbility,
  switchOff,
  switchOn,
  type PushAbility,
  type SwitchResult,
} from "./push-subscription.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

/** This device's own notifications. The browser asks for leave only after a press. */
export function PhoneSwitch() {
  const { phone } = useTargetsText();
  const [ability, setAbility] = useState<PushAbility>(pushAbility);
  const [subscription, setSubscription] = useState<PushSubscription | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [result, setResult] = useState<SwitchResult>("done");
  const key = useLoaded(ability === "able" ? "/api/v1/me/push" : null, parsePushKey);
  const look = async (): Promise<void> => {
    const now = pushAbility();
    setAbility(now);
    if (now === "able") setSubscription(await currentSubscription());
  };
  useEffect(() => void look(), []);
  const press = async (): Promise<void> => {
    if (isWorking) return;
    setWorking(true);
    setResult(subscription === null ? await switchOn() : await switchOff(subscription));
    await look();
    setWorking(false);
  };
  return (
    <Section title={phone.title} note={phone.lead}>
      {ability !== "able" ? (
        <p class="status-line status-line-warn">{phone[ability]}</p>
      ) : (
        <div class="targets-test">
          {key.value?.isUsed === false && <p class="targets-help">{phone.unused}</p>}
          <p>{subscription === null ? phone.isOff : phone.isOn}</p>
          <button
            class="button button-quiet"
            type="button"
            aria-disabled={isWorking}
            onClick={() => void press()}
          >
            {isWorking ? phone.working : subscription === null ? phone.turnOn : phone.turnOff}
          </button>
        </div>
      )}
      {result === "failed" && (
        <p class="status-line status-line-alarm" role="alert">
          {phone.failed}
        </p>
      )}
      <FailureLine failure={typeof result === "object" ? result : null} />
    </Section>
  );
}
