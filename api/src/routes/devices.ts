import { ok } from "@resik/contract/error-code";
import { commandAnswerSchema, commandRequestSchema } from "@resik/contract/http/devices";
import {
  deviceCredentialsSchema,
  devicePlaceSchema,
  deviceRegistrationSchema,
  deviceSchema,
} from "@resik/contract/http/registry";
import { deviceConfigSchema } from "@resik/contract/payload/downlink";
import { actorOf, type Principal } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { writeAudit, type AuditAction } from "../registry/audit.ts";
import {
  findLiveDevice,
  registerDevice,
  retireDevice,
  rotateDevice,
  setDeviceConfig,
  setDevicePlace,
} from "../registry/devices.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { deviceParamsSchema } from "./device-access.ts";

const COMMAND_ID_LENGTH = 20;

export const deviceRoutes = (deps: RouteDeps): Route[] => {
  const audit = (db: RegistryDb, principal: Principal, action: AuditAction, target: string) =>
    writeAudit(db, { atMs: deps.clock.nowMs(), actor: actorOf(principal), action, target });
  return [
    registerRoute(deps, audit),
    ...credentialRoutes(deps, audit),
    configRoute(deps, audit),
    placeRoute(deps, audit),
    commandRoute(deps, audit),
  ];
};

type Audit = (
  db: RegistryDb,
  principal: Principal,
  action: AuditAction,
  target: string,
) => Promise<unknown>;

const registerRoute = ({ clock, downlink, placeChanged }: RouteDeps, audit: Audit): Route =>
  defineRoute({
    method: "post",
    path: "/devices",
    summary: "Register a device; the answer shows its secret, once",
    access: "staff",
    body: deviceRegistrationSchema,
    write: "transaction",
    status: 201,
    errors: ["not-found", "already-exists"],
    answer: { schema: deviceCredentialsSchema },
    async handle({ db, body, principal, afterwards }) {
      const registered = await registerDevice(db, body, clock.nowMs());
      if (!registered.ok) return registered;
      await audit(db, principal, "device.register", body.id);
      afterwards(() => {
        downlink.announceConfig(registered.value.device);
        placeChanged(body.id);
      });
      return registered;
    },
  });

const credentialRoutes = ({ clock, downlink, placeChanged }: RouteDeps, audit: Audit): Route[] => [
  defineRoute({
    method: "post",
    path: "/devices/{id}/rotate",
    summary: "Give a device a new secret; its session ends and the old secret is worth nothing",
    access: "staff",
    params: deviceParamsSchema,
    write: "transaction",
    errors: ["not-found", "device-retired"],
    answer: { schema: deviceCredentialsSchema },
    async handle({ db, params, principal, afterwards }) {
      const rotated = await rotateDevice(db, params.id, clock.nowMs());
      if (!rotated.ok) return rotated;
      await audit(db, principal, "device.rotate", params.id);
      afterwards(() => downlink.announceRevocations());
      return rotated;
    },
  }),
  defineRoute({
    method: "post",
    path: "/devices/{id}/retire",
    summary: "End a device's life; its readings stay",
    access: "staff",
    params: deviceParamsSchema,
    write: "transaction",
    errors: ["not-found", "device-retired"],
    answer: { schema: deviceSchema },
    async handle({ db, params, principal, afterwards }) {
      const retired = await retireDevice(db, params.id, clock.nowMs());
      if (!retired.ok) return retired;
      await audit(db, principal, "device.retire", params.id);
      afterwards(() => {
        downlink.announceRevocations();
        downlink.announceConfig(retired.value);
        placeChanged(params.id);
      });
      return retired;
    },
  }),
];

const configRoute = ({ downlink }: RouteDeps, audit: Audit): Route =>
  defineRoute({
    method: "put",
    path: "/devices/{id}/config",
    summary: "Replace a device's desired state; it gets it at once or when it is back",
    access: "staff",
    params: deviceParamsSchema,
    body: deviceConfigSchema,
    write: "transaction",
    errors: ["not-found", "device-retired"],
    answer: { schema: deviceSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const changed = await setDeviceConfig(db, params.id, body);
      if (!changed.ok) return changed;
      await audit(db, principal, "device.configure", params.id);
      afterwards(() => downlink.announceConfig(changed.value));
      return changed;
    },
  });

const placeRoute = ({ placeChanged }: RouteDeps, audit: Audit): Route =>
  defineRoute({
    method: "put",
    path: "/devices/{id}/place",
    summary: "Give a device another name and place; without lat and lon it stands at its site",
    access: "staff",
    params: deviceParamsSchema,
    body: devicePlaceSchema,
    write: "transaction",
    errors: ["not-found", "device-retired"],
    answer: { schema: deviceSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const changed = await setDevicePlace(db, params.id, body);
      if (!changed.ok) return changed;
      await audit(db, principal, "device.place", params.id);
      afterwards(() => placeChanged(params.id));
      return changed;
    },
  });

const commandRoute = ({ downlink, random }: RouteDeps, audit: Audit): Route =>
  defineRoute({
    method: "post",
    path: "/devices/{id}/command",
    summary: "Send a command and wait for the device's reply",
    access: "staff",
    params: deviceParamsSchema,
    body: commandRequestSchema,
    write: "claim",
    errors: ["not-found", "device-retired", "broker-unavailable", "device-silent"],
    answer: { schema: commandAnswerSchema },
    async handle({ db, params, body, principal }) {
      const device = await findLiveDevice(db, params.id);
      if (!device.ok) return device;
      await audit(db, principal, "device.command", `${params.id} ${body.name}`);
      const command = { id: random.id(COMMAND_ID_LENGTH), name: body.name };
      const replied = await downlink.command(device.value, command);
      return replied.ok ? ok({ reply: replied.value }) : replied;
    },
  });
