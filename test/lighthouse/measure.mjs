// Runs Lighthouse with its mobile throttling in a browser that is open already and prints the
// scores as one line of JSON. A program of its own: Lighthouse holds global state, and this folder
// is installed apart from the project.
import lighthouse from "lighthouse";

const [url, port] = process.argv.slice(2);
const result = await lighthouse(url, {
  port: Number(port),
  output: "json",
  logLevel: "silent",
  onlyCategories: ["performance", "accessibility", "best-practices"],
  // The page is looked at as somebody who is signed in.
  disableStorageReset: true,
});
if (!result) throw new Error("Lighthouse gave no result");
const { categories, audits, environment, runtimeError } = result.lhr;
if (runtimeError) throw new Error(runtimeError.message);
const scores = Object.fromEntries(
  Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
);
const weak = Object.values(audits)
  .filter(({ score, weight }) => score !== null && score < 0.9 && weight !== 0)
  .map(({ id, displayValue }) => `${id} ${displayValue ?? ""}`.trim());
const { benchmarkIndex } = environment;
process.stdout.write(`${JSON.stringify({ scores, weak, benchmarkIndex })}\n`);
process.exit(0);
