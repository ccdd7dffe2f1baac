import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generatedFiles } from "./generated.ts";

const PROVISIONING = join(import.meta.dirname, "..", "provisioning");

const filesOnDisk = (): string[] =>
  readdirSync(PROVISIONING, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(PROVISIONING.length + 1));

describe("what Grafana is provisioned from", () => {
  it("is what the sources make: run `npm run dashboards` when this fails", () => {
    const files = generatedFiles();
    expect(filesOnDisk().sort()).toEqual(files.map(({ path }) => path).sort());
    const changed = files.filter(
      ({ path, text }) => readFileSync(join(PROVISIONING, path), "utf8") !== text,
    );
    expect(changed.map(({ path }) => path)).toEqual([]);
  });

  it("is made alike every time", () => {
    expect(generatedFiles()).toEqual(generatedFiles());
  });

  it("has the endings that Grafana reads in each folder, and no others", () => {
    const wrong = generatedFiles()
      .map(({ path }) => path)
      .filter(
        (path) =>
          !/(datasources|dashboards)\/\w+\.yaml$|(alerting|boards)\/[\w-]+\.json$/.test(path),
      );
    expect(wrong).toEqual([]);
  });

  it("has one data source with the same uid for every generation of InfluxDB", () => {
    const sources = generatedFiles()
      .filter(({ path }) => path.includes("/datasources/"))
      .map(({ text }): unknown => parse(text));
    expect(sources).toHaveLength(3);
    for (const source of sources) {
      expect(source).toMatchObject({
        apiVersion: 1,
        datasources: [
          {
            uid: "resik-readings",
            type: "influxdb",
            access: "proxy",
            editable: false,
            url: "$RESIK_GRAFANA_INFLUXDB_URL",
            jsonData: { version: "InfluxQL", httpMode: "POST" },
          },
        ],
      });
    }
  });

  it("has no secret: credentials come from the environment, expanded once", () => {
    const secrets = generatedFiles()
      .filter(({ path }) => path.includes("/datasources/"))
      .flatMap(({ text }) => [...text.matchAll(/(?:password|httpHeaderValue1|user): (.*)/g)])
      .map((match) => match[1]);
    expect(secrets).toEqual([
      "$RESIK_GRAFANA_INFLUXDB_USER",
      "$RESIK_GRAFANA_INFLUXDB_PASSWORD",
      "Token $RESIK_GRAFANA_INFLUXDB_TOKEN",
      "Token $RESIK_GRAFANA_INFLUXDB_TOKEN",
    ]);
    // Grafana would expand a `$` inside the value of these a second time.
    expect(
      generatedFiles().filter(({ path, text }) => path.endsWith(".yaml") && /\$[{_]/.test(text)),
    ).toEqual([]);
  });

  it("lets nobody change a dashboard in Grafana's pages and lose it at the next start", () => {
    const providers = generatedFiles().filter(({ path }) => path.endsWith("dashboards/resik.yaml"));
    expect(providers).toHaveLength(3);
    for (const { text } of providers) {
      expect(parse(text)).toMatchObject({
        providers: [
          {
            folder: "Resik",
            type: "file",
            allowUiUpdates: false,
            disableDeletion: true,
            options: { path: "/etc/grafana/resik/boards" },
          },
        ],
      });
    }
  });
});
