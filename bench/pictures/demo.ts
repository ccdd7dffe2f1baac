import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Page } from "playwright-core";

const ROOT = join(import.meta.dirname, "../..");

export interface Demo {
  url: string;
  /** Signs a browser in as one of the demo's people. */
  signIn(page: Page, who: DemoPerson): Promise<void>;
  stop(): Promise<void>;
}

export type DemoPerson = "admin" | "dlh" | "bendahara" | "member";

interface Accounts {
  passwordOf(username: string): string;
  member: { number: string; pin: string };
}

/** The demo on free ports. @throws when it ends before it is ready. */
export async function startDemo(): Promise<Demo> {
  const child = spawn(process.execPath, [join(ROOT, "cli/bin/resik.mjs"), "demo"], {
    cwd: ROOT,
    env: { ...process.env, RESIK_HTTP_PORT: "0", RESIK_MQTT_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async (): Promise<void> => {
    const ended = once(child, "exit");
    child.kill("SIGINT");
    await ended;
  };
  let out = "";
  for await (const chunk of child.stdout) {
    out += String(chunk);
    const url = /^Resik ready: (\S+)$/m.exec(out)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    const accounts = readAccounts(out);
    return { url, stop, signIn: (page, who) => signIn(page, url, accounts, who) };
  }
  throw new Error("the demo ended before it was ready");
}

/** The accounts as the demo printed them. */
function readAccounts(out: string): Accounts {
  const [, number, pin] = /^ +(\d{7}) +PIN (\d{6})/m.exec(out) ?? [];
  if (number === undefined || pin === undefined) throw new Error("the demo printed no member");
  return {
    member: { number, pin },
    passwordOf(username) {
      const password = new RegExp(`^ +${username} +(\\S+) `, "m").exec(out)?.[1];
      if (password === undefined) throw new Error(`the demo printed no account ${username}`);
      return password;
    },
  };
}

async function signIn(page: Page, url: string, accounts: Accounts, who: DemoPerson): Promise<void> {
  await page.goto(`${url}/masuk`);
  if (who === "member") {
    await page.locator("#member-name").fill(accounts.member.number);
    await page.locator("#pin").fill(accounts.member.pin);
  } else {
    await page.locator("input[name=way][value=staff]").check();
    await page.locator('input[autocomplete="username"]').fill(who);
    await page.locator('input[autocomplete="current-password"]').fill(accounts.passwordOf(who));
  }
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL(/\/(dlh|petugas|bank|saya)$/);
}
