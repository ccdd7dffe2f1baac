import { expect, it } from "vitest";
import { deskPath, pushMessageOf } from "./push-message.ts";

it("shows what the api sent", () => {
  const message = { id: "p1", title: "Bak penuh", text: "Bak 07", path: "/dlh/peringatan/a1" };
  expect(pushMessageOf(JSON.stringify(message))).toEqual(message);
});

it.each(["", "nonsense", "[]", "null", "12", '{"title":5,"path":[]}'])(
  "shows something for %j too",
  (text) => {
    expect(pushMessageOf(text)).toEqual({
      id: "",
      title: "Resik",
      text: "",
      path: "/dlh/peringatan",
    });
  },
);

it.each([
  "https://evil.example/",
  "//evil.example",
  "/masuk",
  "/dlh/../masuk",
  "/dlh/a/b/c",
  "javascript:alert(1)",
  5,
  null,
])("leads nowhere but to the desk: not to %j", (path) => {
  expect(deskPath(path)).toBe("/dlh/peringatan");
});
