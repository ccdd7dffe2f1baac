import { useMemo, useRef, useState } from "preact/hooks";
import { requestJson, type Answer, type Failure } from "../edge/request.ts";
import { createIntentKeeper, newIntentKey } from "./intent.ts";

export interface PostOptions {
  method?: "POST" | "PUT";
  /** Adds `occurredAt`, as every write in the book has it. */
  isOccurring?: boolean;
}

export interface Post<T> {
  isSending: boolean;
  /** Of the last send; forgotten at the next. */
  failure: Failure | null;
  /** Null when a send is still under way: a second tap is not a second wish. */
  send: (path: string, fields: object, options?: PostOptions) => Promise<Answer<T> | null>;
  forget: () => void;
}

/** Sends a write with an idempotency key that is made once per intent and kept until an answer. */
export function usePost<T>(parse: (value: unknown) => T | null): Post<T> {
  const keeper = useMemo(
    () => createIntentKeeper({ newKey: newIntentKey, now: () => Date.now() }),
    [],
  );
  const isUnderWay = useRef(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const send: Post<T>["send"] = async (path, fields, options = {}) => {
    if (isUnderWay.current) return null;
    isUnderWay.current = true;
    setSending(true);
    setFailure(null);
    const { key, body } = keeper.intentFor(path, fields, options.isOccurring === true);
    const answer = await requestJson(path, parse, {
      body,
      idempotencyKey: key,
      method: options.method ?? "POST",
    });
    keeper.settle(answer);
    isUnderWay.current = false;
    setSending(false);
    if (!answer.ok) setFailure(answer.failure);
    return answer;
  };
  return { isSending, failure, send, forget: () => setFailure(null) };
}
