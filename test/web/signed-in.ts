import { systemClock } from "@resik/kit/clock";
import type { BrowserContext } from "playwright-core";
import type { Credentials } from "../../api/src/test/harness.ts";

const DAY_S = 86_400;

/**
 * Puts a session that began before into a browser; the form that begins one is tested apart. All
 * browsers with it share the session: a test that ends a session signs in by the form.
 */
export async function putSession(
  context: BrowserContext,
  { cookie = "" }: Credentials,
  url: string,
): Promise<void> {
  // As the api's own: it outlives the browser.
  const expires = Math.floor(systemClock.nowMs() / 1_000) + DAY_S;
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url, expires };
    }),
  );
  // The pages ask who is signed in only in a browser that has signed in. A blank page keeps nothing.
  await context.addInitScript(`
    if (location.protocol === "http:" && localStorage.getItem("resik.signed-in") === null) {
      localStorage.setItem("resik.signed-in", "yes");
    }
  `);
}
