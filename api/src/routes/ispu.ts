import { fail, ok } from "@resik/contract/error-code";
import {
  correctionListSchema,
  correctionRequestSchema,
  ispuHistoryQuerySchema,
  ispuHistorySchema,
  ispuOverviewSchema,
} from "@resik/contract/http/ispu";
import { hoursBetween, readHistory } from "../air/history.ts";
import { readOverview } from "../air/overview.ts";
import { prepareAnswer, sendAnswer, type PreparedAnswer } from "../air/prepared-answer.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { createSharedRead, createSharedReads } from "../open/shared-read.ts";
import { createTurnstile } from "../open/turnstile.ts";
import { createAudit } from "../registry/audit.ts";
import { addCorrection, listCorrections } from "../registry/desk/corrections.ts";
import { findDevice, findLiveDevice } from "../registry/devices.ts";
import { deviceParamsSchema } from "./device-access.ts";

/**
 * An index changes once an hour, and when data comes late: so long may an answer be shared, and
 * kept by caches after that.
 */
const FRESH_MS = 10_000;
const AGE_S = 10;
/** Ranges that somebody looks at in the same moment; a year is some 400,000 characters. */
const HISTORIES_MAX = 200;
const CHARACTERS_MAX = 20_000_000;
/** Histories made at once and waiting for it: a year is some 50 ms of the process's only thread. */
const AT_ONCE = 2;
const WAITING_MAX = 60;

export const ispuRoutes = (deps: RouteDeps): Route[] => [
  overviewRoute(deps),
  historyRoute(deps),
  ...correctionRoutes(deps),
];

function overviewRoute(deps: RouteDeps): Route {
  const read = createSharedRead(deps.clock, FRESH_MS, async () => {
    const overview = await readOverview(deps);
    if (!overview.ok) return overview;
    return ok(prepareAnswer(overview.value, { ...overview.value, generatedAt: "" }));
  });
  return defineRoute({
    method: "get",
    path: "/open/ispu",
    summary: "The air quality index (ISPU, P.14/2020) of every station and of the district",
    access: "public",
    errors: ["store-unavailable"],
    answer: { schema: ispuOverviewSchema },
    async handle({ headers }) {
      const answer = await read();
      return answer.ok ? ok(sendAnswer(answer.value, headers, AGE_S)) : answer;
    },
  });
}

function historyRoute(deps: RouteDeps): Route {
  const pass = createTurnstile({ atOnce: AT_ONCE, waiting: WAITING_MAX });
  const shared = createSharedReads<PreparedAnswer>({
    clock: deps.clock,
    freshMs: FRESH_MS,
    entriesMax: HISTORIES_MAX,
    weightMax: CHARACTERS_MAX,
    weigh: ({ body }) => body.length,
  });
  return defineRoute({
    method: "get",
    path: "/open/ispu/{id}",
    summary: "A station's air quality index hour by hour",
    access: "public",
    params: deviceParamsSchema,
    query: ispuHistoryQuerySchema,
    errors: ["not-found", "range-too-large", "too-many-streams", "store-unavailable"],
    answer: { schema: ispuHistorySchema },
    async handle({ db, params, query, headers }) {
      const device = await findLiveDevice(db, params.id);
      if (!device.ok || device.value.kind !== "air") {
        return fail("not-found", `no air station ${params.id}`);
      }
      const range = hoursBetween(query, deps.clock.nowMs());
      if (!range.ok) return range;
      const key = `${params.id} ${range.value.firstMs} ${range.value.lastMs}`;
      const answer = await shared.get(key, () =>
        pass(async () => {
          const read = await readHistory(deps, device.value, range.value);
          return read.ok ? ok(prepareAnswer(read.value)) : read;
        }),
      );
      return answer.ok ? ok(sendAnswer(answer.value, headers, AGE_S)) : answer;
    },
  });
}

function correctionRoutes({ clock, events }: RouteDeps): Route[] {
  const audit = createAudit(clock);
  return [
    defineRoute({
      method: "get",
      path: "/devices/{id}/correction",
      summary: "The versions of a station's humidity correction, newest first",
      access: "staff",
      params: deviceParamsSchema,
      errors: ["not-found"],
      answer: { schema: correctionListSchema },
      async handle({ db, params }) {
        const device = await findDevice(db, params.id);
        return device.ok ? ok(await listCorrections(db, device.value.id, events)) : device;
      },
    }),
    defineRoute({
      method: "post",
      path: "/devices/{id}/correction",
      summary: "Correct an air station's particle values for humidity from a time on",
      access: "administrator",
      params: deviceParamsSchema,
      body: correctionRequestSchema,
      write: "transaction",
      status: 201,
      errors: ["not-found", "device-retired", "range-too-large"],
      answer: { schema: correctionListSchema },
      async handle({ db, params, body, principal }) {
        const device = await findLiveDevice(db, params.id);
        if (!device.ok) return device;
        const { id, kind } = device.value;
        if (kind !== "air") return fail("invalid-input", `${id} is no air station`);
        const userId = principal.kind === "user" ? principal.id : null;
        const added = await addCorrection(db, id, { ...body, userId, nowMs: clock.nowMs() });
        if (!added.ok) return added;
        await audit(db, principal, "device.correct", id);
        return ok(await listCorrections(db, id, events));
      },
    }),
  ];
}
