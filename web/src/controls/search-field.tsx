import { useEffect, useRef, useState } from "preact/hooks";
import { FieldFrame } from "./field-frame.tsx";

/** Between the last key and the question to the server. */
const TYPING_PAUSE_MS = 250;

interface SearchFieldProps {
  id: string;
  label: string;
  placeholder?: string;
  value: string;
  /** Told once typing pauses. */
  onSearch: (value: string) => void;
}

/** A field that asks when one stops typing, not at every key. */
export function SearchField({ id, label, placeholder, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const tell = useRef(onSearch);
  tell.current = onSearch;
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => tell.current(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <FieldFrame id={id} label={label}>
      <input
        class="input"
        id={id}
        name={id}
        type="search"
        autocomplete="off"
        spellcheck={false}
        maxLength={80}
        placeholder={placeholder}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
