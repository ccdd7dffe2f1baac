import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { systemClock } from "@resik/kit/clock";
import { startSentence } from "@resik/kit/program";
import { createRandom, createSeed } from "@resik/kit/random";
import { readSettings } from "@resik/kit/settings";
import { startVitest } from "vitest/node";
import { StoreUnavailableError } from "../../port.ts";
import { parseInfluxAddress } from "../address.ts";
import { checkInfluxCredentials } from "../credentials.ts";
import { connectInflux } from "../server.ts";
import { INFLUXDB_SETTINGS, influxCredentialsOf } from "../settings.ts";
import type { CheckTarget } from "./check-target.ts";
import { createThrowAway } from "./throw-away.ts";

const USAGE = `Usage: npm run check:influxdb -- --url influxdb://host:8086/resik?api=1|2|3
         [--token T | --user U --password P] [--org O]

Runs the whole suite of the readings store against a server, in databases (buckets) of names
that nobody has, which are removed again. Databases that are there are not touched. What is not
given is taken from RESIK_INFLUXDB_TOKEN, _USER, _PASSWORD and _ORG, where other people of this
machine cannot see it.
`;

/** 3 Core acknowledges a write when its log is flushed, once a second. */
const TEST_TIMEOUT_MS = 20 * 60_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      token: { type: "string" },
      user: { type: "string" },
      password: { type: "string" },
      org: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true || values.url === undefined) {
    process.stdout.write(USAGE);
    return values.help === true ? 0 : 2;
  }
  const given = {
    RESIK_INFLUXDB_TOKEN: values.token,
    RESIK_INFLUXDB_USER: values.user,
    RESIK_INFLUXDB_PASSWORD: values.password,
    RESIK_INFLUXDB_ORG: values.org,
  };
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const environment = { ...process.env, ...Object.fromEntries(set) };
  const credentials = influxCredentialsOf(readSettings(INFLUXDB_SETTINGS, environment));
  const place = parseInfluxAddress(values.url);
  checkInfluxCredentials(place, credentials);
  const namePrefix = `${place.database}_check_${createRandom(createSeed()).id(8)}`;
  // One look before the suite: a server that is away is one sentence and not a hundred failures.
  const http = connectInflux(place, credentials, systemClock);
  await createThrowAway({ ...place, database: namePrefix }, credentials, http).assertAbsent();
  return runSuite({ address: values.url, credentials, namePrefix });
}

async function runSuite(checkTarget: CheckTarget): Promise<number> {
  process.stdout.write(`Databases of this check are called ${checkTarget.namePrefix}_*.\n`);
  const vitest = await startVitest([], {
    config: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["store.check.ts"],
    provide: { checkTarget },
    watch: false,
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: TEST_TIMEOUT_MS,
  });
  const failed = vitest.state.getCountOfFailedTests();
  const ran = vitest.state.getFiles().length;
  await vitest.close();
  return failed === 0 && ran === 1 && process.exitCode !== 1 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  },
);

function sentenceOf(error: unknown): string {
  if (error instanceof StoreUnavailableError) return error.message;
  const sentence = startSentence(error);
  if (sentence !== null) return sentence;
  // An option that there is not; everything else is a defect and shows where it happened.
  const code = error instanceof TypeError && "code" in error ? String(error.code) : "";
  if (error instanceof Error && code.startsWith("ERR_PARSE_ARGS")) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
