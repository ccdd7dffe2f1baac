import { expect, it } from "vitest";
import { showPage } from "./push-tap.ts";
import type { WorkerClient } from "./worker-scope.ts";

/** What a tap does while windows are open at these pages. */
async function tapWith(paths: readonly string[], path: string): Promise<string[]> {
  const done: string[] = [];
  const windows = paths.map((own, index): WorkerClient => {
    const client = {
      url: `https://resik.example${own}`,
      focus: () => {
        done.push(`focus ${index}`);
        return Promise.resolve(client);
      },
    };
    return client;
  });
  const openWindow = (url: string) => {
    done.push(`open ${url}`);
    return Promise.resolve(null);
  };
  await showPage({ matchAll: () => Promise.resolve(windows), openWindow }, path);
  return done;
}

it("comes to the window that shows the page already", async () => {
  const open = ["/dlh", "/dlh/peringatan/a1?dari=peta", "/dlh/peringatan/a1"];
  expect(await tapWith(open, "/dlh/peringatan/a1")).toEqual(["focus 1"]);
});

it("opens a window of its own, and leaves what somebody works on as it is", async () => {
  const open = ["/dlh/tugas/baru", "/bank", "/dlh/peringatan"];
  expect(await tapWith(open, "/dlh/peringatan/a1")).toEqual(["open /dlh/peringatan/a1"]);
  expect(await tapWith([], "/dlh")).toEqual(["open /dlh"]);
});
