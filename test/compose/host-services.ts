import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { freePort } from "../system/resik-process.ts";
import { PROJECT_DIR, type ComposeProject, type ComposeService } from "./compose-file.ts";

/** A container of ours as a process of this machine. */
interface HostProcess {
  child: ChildProcess;
  output(): string;
  exit: Promise<number | null>;
}

export interface Ended {
  code: number | null;
  output: string;
}

/** Starts the services of a compose file on this machine, as compose does in containers. */
export interface HostServices {
  /** Starts a service after what it depends on; resolves once that is as it must be. */
  start(name: string): Promise<void>;
  /** Resolves when the health check of a service passes. */
  healthy(name: string): Promise<void>;
  /** Resolves with the end of a service that ends by itself. */
  ended(name: string): Promise<Ended>;
  /** `docker compose exec`: a command with the environment of a service. */
  exec(name: string, command: readonly string[]): Promise<Ended>;
  /** The environment of a service as its process here has it. */
  environment(name: string): Record<string, string>;
  /** A path in a service's containers as it is on this machine. */
  hostPath(name: string, path: string): string;
  /** The port on loopback behind a port of a container. */
  port(name: string, containerPort: number): Promise<number>;
  output(name: string): string;
  /** `docker compose stop`: SIGTERM to each, the last first; exit codes by name. */
  stop(): Promise<Record<string, number | null>>;
  /** Ends what a failed test left. */
  kill(): void;
}

export interface HostOptions {
  project: ComposeProject;
  /** Where volumes lie. */
  dir: string;
  /** Ports of what the test starts itself, by `service:port`. */
  outsidePorts: Readonly<Record<string, number>>;
  /** The last word on the environment of a service. */
  adjust(name: string, environment: Record<string, string>): Record<string, string>;
}

const HEALTH_POLL_MS = 250;
const HEALTH_TIMEOUT_MS = 30_000;
const SERVICE_ADDRESS = /\/\/([a-z][a-z0-9-]*):(\d+)/g;

/** Only images of ours can run here. */
export const isOurs = ({ image }: ComposeService): boolean => image.startsWith("resik:");

export function openHostServices(options: HostOptions): HostServices {
  const { project, dir } = options;
  const running = new Map<string, HostProcess>();
  const ports = new Map(Object.entries(options.outsidePorts));

  const serviceOf = (name: string): ComposeService => {
    const service = project.services[name];
    if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
    return service;
  };
  const processOf = (name: string): HostProcess => {
    const found = running.get(name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  };
  const port = async (name: string, containerPort: number): Promise<number> => {
    const key = `${name}:${containerPort}`;
    const known = ports.get(key) ?? (await freePort());
    ports.set(key, known);
    return known;
  };
  const hostPath = (name: string, path: string): string => {
    if (path === "/app" || path.startsWith("/app/")) return join(PROJECT_DIR, path.slice(4));
    for (const volume of serviceOf(name).volumes) {
      const [source = "", target = ""] =
        typeof volume === "string" ? volume.split(":") : [volume.source, volume.target];
      if (path !== target && !path.startsWith(`${target}/`)) continue;
      return join(/^[./]/.test(source) ? source : join(dir, source), path.slice(target.length));
    }
    return path;
  };

  /** A text of the file with this machine's ports and paths in it. */
  const onHost = async (name: string, text: string): Promise<string> => {
    let mapped = text.startsWith("/") ? hostPath(name, text) : text;
    if (mapped === "0.0.0.0") return "127.0.0.1";
    for (const [all, host = "", number = ""] of text.matchAll(SERVICE_ADDRESS)) {
      mapped = mapped.replace(all, `//127.0.0.1:${await port(host, Number(number))}`);
    }
    const own = /^http:\/\/127\.0\.0\.1:(\d+)\//.exec(text)?.[1];
    if (own === undefined) return mapped;
    return mapped.replace(`:${own}/`, `:${await port(name, Number(own))}/`);
  };
  const environments = new Map<string, Record<string, string>>();
  const prepare = async (name: string): Promise<Record<string, string>> => {
    const known = environments.get(name);
    if (known) return known;
    const mapped: Record<string, string> = {};
    for (const [key, value] of Object.entries(serviceOf(name).environment)) {
      const isPort = key.endsWith("_PORT") && value !== "";
      mapped[key] = isPort ? String(await port(name, Number(value))) : await onHost(name, value);
    }
    const environment = options.adjust(name, mapped);
    environments.set(name, environment);
    for (const volume of serviceOf(name).volumes) {
      const target = typeof volume === "string" ? (volume.split(":")[1] ?? "") : volume.target;
      mkdirSync(hostPath(name, target), { recursive: true, mode: 0o700 });
    }
    return environment;
  };
  const run = async (name: string, command: readonly string[]): Promise<HostProcess> => {
    const environment = await prepare(name);
    const [program = "", ...args] = await Promise.all(command.map((each) => onHost(name, each)));
    const [file, first] = executable(program);
    const child = spawn(file, [...first, ...args], {
      cwd: PROJECT_DIR,
      // What the image sets, and nothing of the person who runs the test.
      env: { PATH: process.env.PATH, NODE_ENV: "production", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const exit = once(child, "close").then(() => child.exitCode);
    return { child, output: () => output, exit };
  };
  const exec = async (name: string, command: readonly string[]): Promise<Ended> => {
    const { exit, output } = await run(name, command);
    return { code: await exit, output: output() };
  };
  const healthy = async (name: string): Promise<void> => {
    const [kind, ...test] = serviceOf(name).healthcheck?.test ?? [];
    if (kind !== "CMD") throw new Error(`${name} has no health check that can run here`);
    const endMs = systemClock.monotonicMs() + HEALTH_TIMEOUT_MS;
    for (;;) {
      const { code, output } = await exec(name, test);
      if (code === 0) return;
      const { child } = processOf(name);
      if (child.exitCode !== null || systemClock.monotonicMs() > endMs) {
        throw new Error(`${name} is not healthy: ${output}\n${processOf(name).output()}`);
      }
      await systemClock.sleep(HEALTH_POLL_MS);
    }
  };
  const ended = async (name: string): Promise<Ended> => {
    const { exit, output } = processOf(name);
    return { code: await exit, output: output() };
  };
  const settled = async (name: string, condition: string): Promise<void> => {
    if (condition === "service_healthy") return healthy(name);
    if (condition !== "service_completed_successfully") return;
    const { code, output } = await ended(name);
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${output}`);
  };

  return {
    healthy,
    ended,
    exec,
    hostPath,
    port,
    async start(name) {
      const service = serviceOf(name);
      if (!isOurs(service)) throw new Error(`${name} is no service of ours`);
      for (const [other, { condition, required }] of Object.entries(service.depends_on)) {
        // What the test starts itself is there already.
        if (!isOurs(serviceOf(other))) continue;
        if (!required && !running.has(other)) continue;
        if (!running.has(other)) throw new Error(`${name} needs ${other} to be started before`);
        await settled(other, condition);
      }
      running.set(name, await run(name, service.command));
    },
    environment: (name) => environments.get(name) ?? {},
    output: (name) => processOf(name).output(),
    async stop() {
      const codes: Record<string, number | null> = {};
      for (const [name, { child, exit }] of [...running].reverse()) {
        child.kill("SIGTERM");
        codes[name] = await exit;
      }
      return codes;
    },
    kill() {
      for (const { child } of running.values()) {
        if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      }
    },
  };
}

/** The image's commands on this machine. */
function executable(program: string): [file: string, first: string[]] {
  if (program === "node") return [process.execPath, []];
  if (program === "resik") return [process.execPath, [join(PROJECT_DIR, "cli/bin/resik.mjs")]];
  throw new Error(`the image has no command ${program}`);
}
