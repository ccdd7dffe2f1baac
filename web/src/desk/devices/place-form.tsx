import { useEffect, useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useDraft } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { usePost } from "../../controls/use-post.ts";
import { parseChangedDevice, type DeviceView } from "./device-parts.ts";
import { DraftEnd } from "../parts/draft-end.tsx";
import { readPlace, typedDegrees, type PlaceDraft } from "../parts/place-draft.ts";
import { PlaceFields } from "../parts/place-fields.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";

type Placed = Pick<DeviceView, "id" | "name" | "lat" | "lon">;

interface PlaceFormProps {
  /** Read again from time to time: what is typed over it stays. */
  device: Placed;
  onDirty: (isDirty: boolean) => void;
  onSaved: () => void;
}

interface Draft extends PlaceDraft {
  name: string;
}

const draftOf = ({ name, lat, lon }: Omit<Placed, "id">): Draft => ({
  name,
  lat: typedDegrees(lat),
  lon: typedDegrees(lon),
});

/** What people call the device and where it stands; its id and its site stay for good. */
export function PlaceForm({ device, onDirty, onSaved }: PlaceFormProps) {
  const words = useDevicesText();
  const text = words.placing;
  const say = useToast();
  const post = usePost(parseChangedDevice);
  const form = useDraft(draftOf(device));
  const { draft, isDirty } = form;
  const wrong = useFirstWrong();
  const [isTried, setTried] = useState(false);
  const name = draft.name.trim();
  const { place, problems } = readPlace(draft);
  useEffect(() => onDirty(isDirty), [isDirty]);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name === "" || problems.length > 0) {
      wrong.refused();
      return;
    }
    const path = `/api/v1/devices/${device.id}/place`;
    const answer = await post.send(path, { name, ...place }, { method: "PUT" });
    if (answer?.ok !== true) return;
    form.settle(draft, draftOf(answer.value));
    setTried(false);
    say(text.saved);
    onSaved();
  };
  return (
    <Section title={text.title} note={text.lead}>
      <form class="desk-form" noValidate ref={wrong.ref} onSubmit={(event) => void save(event)}>
        <TextField
          id="device-name"
          label={words.form.name}
          value={draft.name}
          error={isTried && name === "" ? words.problems.name : undefined}
          maxLength={120}
          onInput={(typed) => form.change({ name: typed })}
        />
        <PlaceFields
          draft={draft}
          rule={words.form.placeRule}
          problems={new Set(isTried ? problems : [])}
          onChange={form.change}
        />
        <DraftEnd form={form} words={text} post={post} />
      </form>
    </Section>
  );
}
