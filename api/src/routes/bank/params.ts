import { bankIdSchema, memberIdSchema } from "@resik/contract/bank/ids";
import { z } from "zod";

/** Of `banks/{bank}/…`: the edge has checked that the principal may be there. */
export const bankParamsSchema = z.object({ bank: bankIdSchema });

/** Of `banks/{bank}/members/{member}/…`. */
export const memberParamsSchema = z.object({ bank: bankIdSchema, member: memberIdSchema });
