import { expect, it } from "vitest";
import { prepareAnswer, sendAnswer } from "./prepared-answer.ts";

it("is not sent to who has it already", async () => {
  const answer = prepareAnswer({ at: "later", value: 1 }, { at: "", value: 1 });
  expect(answer.etag).toBe(prepareAnswer({ at: "now", value: 1 }, { at: "", value: 1 }).etag);
  const asked = new Headers({ "if-none-match": `"other", ${answer.etag}` });
  expect(sendAnswer(answer, asked, 10).status).toBe(304);
  const sent = sendAnswer(answer, new Headers(), 10);
  expect([sent.status, await sent.json()]).toEqual([200, { at: "later", value: 1 }]);
  expect(sent.headers.get("cache-control")).toBe("public, max-age=10");
});
