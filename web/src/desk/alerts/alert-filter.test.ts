import { alertListQuerySchema } from "@resik/contract/http/alerts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { alertsHref, alertsPath, NO_FILTER, parseAlertFilter } from "./alert-filter.ts";

const filter = fc.record({
  state: fc.constantFrom("unresolved", "open", "acknowledged", "resolved", "all"),
  severity: fc.constantFrom(null, "critical", "high", "warning"),
  rule: fc.constantFrom(null, "bin-full"),
  site: fc.constantFrom(null, "tps-puri"),
  subject: fc.constantFrom(null, "bak-puri-01"),
});

test("a filter comes back from its address, and is a question that the api takes", () => {
  fc.assert(
    fc.property(filter, (chosen) => {
      expect(parseAlertFilter(alertsHref(chosen).split("?")[1] ?? "")).toEqual(chosen);
      const query = Object.fromEntries(new URLSearchParams(alertsPath(chosen).split("?")[1]));
      expect(alertListQuerySchema.safeParse(query).success).toBe(true);
    }),
  );
});

test("whatever stands in the address is a filter", () => {
  expect(parseAlertFilter("keadaan=lain&tingkat=tinggi&aturan=A%20B&tempat=")).toEqual(NO_FILTER);
  fc.assert(fc.property(fc.string(), (query) => parseAlertFilter(query).state !== undefined));
});
