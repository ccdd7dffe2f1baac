import type { ErrorCode } from "@resik/contract/error-code";
import type { indonesianFailures } from "./id.ts";

export const englishRefusals: Record<ErrorCode, string> = {
  "invalid-input": "Something is not filled in right. Check it, then send again.",
  "not-signed-in": "Your session has ended. Sign in again, then repeat this.",
  "not-allowed": "Your account may not do this. Ask the treasurer or the administrator.",
  "not-found": "This cannot be found. Reload the page; it may have changed.",
  "already-exists": "This exists already. Search for it before making a new one.",
  "idempotency-conflict": "This clashes with something sent before. Reload, then repeat it.",
  "body-too-large": "This is too large. Shorten it, then send again.",
  "too-many-requests": "Too many attempts. Wait a moment, then try again.",
  "too-many-streams": "Too many screens are open. Close some, then try again.",
  "range-too-large": "The range is too long. Choose a shorter one.",
  "device-retired": "This device is out of use. Choose another one.",
  "link-used": "This link has been used. Ask for a new one.",
  "broker-unavailable": "The connection to the devices is down. Try again in a moment.",
  "device-silent": "The device does not answer. Check its power and signal, then try again.",
  "insufficient-balance": "There is not enough. Check the balance, then lower the amount.",
  "already-reversed": "This was cancelled before. Reload to see it.",
  "already-settled": "This has been settled. Reload to see how it stands.",
  "not-open": "The weighing day is not open, or is closed already. Look at the Cash page first.",
  "no-price": "This item has no price yet. The treasurer has to set one first.",
  "price-changed": "The price has just changed. Check the new one, then save again.",
  "price-outlier": "This price is far from the usual one. Check it; if it is right, confirm it.",
  "approval-missing": "An approval is missing. Another entitled person has to approve first.",
  "below-minimum":
    "The amount is against this product's limits. Check its minimum and what must remain.",
  "term-running": "The term of these savings is not over, so nothing can be withdrawn yet.",
  "reading-used": "This weighing has been used. Weigh again, or type the weight.",
  "reading-unknown":
    "The server does not know this weighing yet. Wait a moment, or type the weight.",
  "member-retired": "This member is not active. Reactivate the member if savings go on.",
  "balance-left": "There are savings or open withdrawals left. Settle them first.",
  "pin-locked": "The PIN is locked after too many wrong ones. The waste bank can draw a new one.",
  "store-unavailable": "The storage is not ready. Wait a moment, then try again.",
  internal: "Something went wrong on the server. Try again; if it repeats, tell the administrator.",
};

export const englishFailures: typeof indonesianFailures = {
  network:
    "The server cannot be reached. Check the internet, then try again; it will not count twice.",
  answer: "The server's answer cannot be read. Reload the page; there may be a new version.",
  unknown: (status) => `The server refused (${status}). Wait a moment, then try again.`,
  waitMinutes: (minutes) =>
    `Too many attempts. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`,
};
