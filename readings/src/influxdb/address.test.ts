import { StartError } from "@resik/kit/program";
import { describe, expect, it } from "vitest";
import { isInfluxAddress, parseInfluxAddress } from "./address.ts";
import { checkInfluxCredentials } from "./credentials.ts";

describe("the address of InfluxDB", () => {
  it("names server, database and interface", () => {
    expect(parseInfluxAddress("influxdb://127.0.0.1:9000/resik?api=1")).toEqual({
      api: 1,
      baseUrl: "http://127.0.0.1:9000",
      database: "resik",
    });
    expect(parseInfluxAddress("influxdbs://influx.example/pati_1?api=2").baseUrl).toBe(
      "https://influx.example:8086",
    );
    expect(parseInfluxAddress("influxdb://[::1]/resik?api=3").baseUrl).toBe("http://[::1]:8181");
  });

  it("is told from other addresses by its scheme", () => {
    expect(isInfluxAddress("influxdb://a/b?api=1")).toBe(true);
    expect(isInfluxAddress("influxdbs://a/b?api=1")).toBe(true);
    expect(isInfluxAddress("sqlite:")).toBe(false);
    expect(isInfluxAddress("influxdbx://a")).toBe(false);
  });

  it.each([
    ["influxdb://a/resik", /\?api=1/],
    ["influxdb://a/resik?api=4", /\?api=1/],
    ["influxdb://a/resik?api=1&api=2", /\?api=1/],
    ["influxdb://a/resik?api=1&org=x", /not of the form/],
    ["influxdb://a/?api=1", /name a database/],
    ["influxdb://a/x/y?api=1", /name a database/],
    ["influxdb://a/re%20sik?api=1", /name a database/],
    ["influxdb://a/_internal?api=1", /name a database/],
    ["influxdb:///resik?api=1", /not of the form/],
    ["influxdb:", /not of the form/],
    ["http://a/resik?api=1", /not of the form/],
  ])("is refused with one sentence: %s", (url, sentence) => {
    expect(() => parseInfluxAddress(url)).toThrow(StartError);
    expect(() => parseInfluxAddress(url)).toThrow(sentence);
  });

  it("is refused with credentials in it, which the sentence does not repeat", () => {
    const refused = (): unknown => parseInfluxAddress("influxdb://budi:rahasia@a/resik?api=1");
    expect(refused).toThrow(/RESIK_INFLUXDB_TOKEN/);
    expect(refused).not.toThrow(/rahasia|budi/);
  });
});

describe("credentials of InfluxDB", () => {
  const none = { token: null, user: null, password: null, org: "resik" };
  const place = (api: 1 | 2 | 3) => parseInfluxAddress(`influxdb://a/resik?api=${api}`);

  it("may be absent on 1.x only", () => {
    expect(() => checkInfluxCredentials(place(1), none)).not.toThrow();
    expect(() => checkInfluxCredentials(place(2), none)).toThrow(/RESIK_INFLUXDB_TOKEN is not set/);
    expect(() => checkInfluxCredentials(place(3), none)).toThrow(/RESIK_INFLUXDB_TOKEN is not set/);
    expect(() => checkInfluxCredentials(place(3), { ...none, token: "t" })).not.toThrow();
  });

  it("are refused by half", () => {
    expect(() => checkInfluxCredentials(place(1), { ...none, user: "a" })).toThrow(/together/);
    expect(() => checkInfluxCredentials(place(1), { ...none, password: "a" })).toThrow(/together/);
  });

  it("are refused where no header can hold them, without being repeated", () => {
    const token = "rahasia\n";
    const refused = (): void => checkInfluxCredentials(place(2), { ...none, token });
    expect(refused).toThrow(StartError);
    expect(refused).not.toThrow(/rahasia/);
    const user = { ...none, user: "a:b", password: "c" };
    expect(() => checkInfluxCredentials(place(1), user)).toThrow(/colon/);
  });
});
