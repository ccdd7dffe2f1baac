import type { Answer } from "../../edge/request.ts";
import type { DevicePage, DeviceRow } from "./parse-devices.ts";

/** Fetches this many pages from the start, fewer when the list ends; fails with the first failure. */
export async function loadDevices(
  fetchPage: (cursor: string | null) => Promise<Answer<DevicePage>>,
  pages: number,
): Promise<Answer<DevicePage>> {
  const items: DeviceRow[] = [];
  let next: string | null = null;
  for (let page = 0; page < pages && (page === 0 || next !== null); page++) {
    const answer: Answer<DevicePage> = await fetchPage(next);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    next = answer.value.next;
  }
  return { ok: true, value: { items, next } };
}
