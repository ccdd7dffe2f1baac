/** Expected failures. The list is closed; tables at the edges must be complete over it. */
export const ERROR_CODES = [
  "invalid-input",
  "not-signed-in",
  "not-allowed",
  "not-found",
  "already-exists",
  "idempotency-conflict",
  "body-too-large",
  "too-many-requests",
  "too-many-streams",
  "range-too-large",
  "device-retired",
  "link-used",
  "broker-unavailable",
  "device-silent",
  "insufficient-balance",
  "already-reversed",
  "already-settled",
  "not-open",
  "no-price",
  "price-changed",
  "price-outlier",
  "approval-missing",
  "below-minimum",
  "term-running",
  "reading-used",
  "reading-unknown",
  "member-retired",
  "balance-left",
  "pin-locked",
  "store-unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** HTTP status of each code. */
export const STATUS_BY_ERROR_CODE = {
  "invalid-input": 400,
  "not-signed-in": 401,
  "not-allowed": 403,
  "not-found": 404,
  "already-exists": 409,
  "idempotency-conflict": 409,
  "body-too-large": 413,
  "too-many-requests": 429,
  "too-many-streams": 503,
  "range-too-large": 400,
  "device-retired": 409,
  "link-used": 410,
  "broker-unavailable": 503,
  "device-silent": 504,
  "insufficient-balance": 409,
  "already-reversed": 409,
  "already-settled": 409,
  "not-open": 409,
  "no-price": 409,
  "price-changed": 409,
  "price-outlier": 409,
  "approval-missing": 409,
  "below-minimum": 409,
  "term-running": 409,
  "reading-used": 409,
  "reading-unknown": 409,
  "member-retired": 409,
  "balance-left": 409,
  "pin-locked": 423,
  "store-unavailable": 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

export type Result<T, C extends ErrorCode = ErrorCode> =
  | { ok: true; value: T }
  /** `retryAfterS`: seconds until the same may be tried again, where that is known. */
  | { ok: false; code: C; detail: string; retryAfterS?: number };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const fail = <C extends ErrorCode>(
  code: C,
  detail: string,
): { ok: false; code: C; detail: string } => ({ ok: false, code, detail });
