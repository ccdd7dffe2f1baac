import { MEMBER_KINDS } from "@resik/contract/http/bank/members";
import { expect, test } from "vitest";
import { MEMBER_KINDS as KNOWN } from "./member-kinds.ts";

test("the pages know the contract's kinds of members, in its order", () => {
  expect(KNOWN).toEqual(MEMBER_KINDS);
});
