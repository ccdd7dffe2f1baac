import { readFileSync } from "node:fs";
import { startSystem, PROGRAMS } from "./rig/system.ts";
const opts = process.argv.slice(2);
const dir = process.env.CC;
const s = await startSystem({ nodeOptions: opts, ...(dir ? { environment: { NODE_COMPILE_CACHE: dir, RESIK_BROKER_X: "" } } : {}) });
await new Promise((r) => setTimeout(r, 8000));
let sum = 0; const parts: string[] = [];
for (const p of PROGRAMS) {
  const t = readFileSync(`/proc/${s.running(p)!.pid}/status`, "utf8");
  const rss = Number(/VmRSS:\s+(\d+)/.exec(t)![1]) / 1024; const anon = Number(/RssAnon:\s+(\d+)/.exec(t)![1]) / 1024;
  sum += rss; parts.push(`${p} ${rss.toFixed(0)} (anon ${anon.toFixed(0)})`);
}
console.log(opts.join(" ") || "none", "|", parts.join(" "), "| sum", sum.toFixed(0));
await s.stop(); process.exit(0);
