import { useCallback, useEffect, useState } from "preact/hooks";
import { requestJson, type Failure } from "../edge/request.ts";
import { parseDevicePage, type DeviceRow } from "./parse-devices.ts";

export interface DevicesState {
  /** Null until the first page came. */
  rows: readonly DeviceRow[] | null;
  next: string | null;
  isLoading: boolean;
  failure: Failure | null;
}

/** The registered devices, page after page. */
export function useDevices(): DevicesState & { more: () => void } {
  const [state, setState] = useState<DevicesState>({
    rows: null,
    next: null,
    isLoading: true,
    failure: null,
  });

  const load = useCallback(async (cursor: string | null): Promise<void> => {
    setState((before) => ({ ...before, isLoading: true, failure: null }));
    const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const answer = await requestJson(`/api/v1/devices${query}`, parseDevicePage);
    setState((before) =>
      answer.ok
        ? {
            rows: [...(before.rows ?? []), ...answer.value.items],
            next: answer.value.next,
            isLoading: false,
            failure: null,
          }
        : { ...before, isLoading: false, failure: answer.failure },
    );
  }, []);

  useEffect(() => void load(null), [load]);
  return { ...state, more: () => void load(state.next) };
}
