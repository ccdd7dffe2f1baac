import { fail, ok, type Result } from "@resik/contract/error-code";
import { BODY_BYTES_MAX } from "@resik/contract/limits";

/**
 * Reads a body of at most so many bytes; what is longer is not held in memory, whatever its
 * `Content-Length` claims.
 *
 * @returns `body-too-large`, or `invalid-input` when it is not UTF-8 or the sender went away.
 */
export async function readBody(
  request: Request,
  bytesMax: number = BODY_BYTES_MAX,
): Promise<Result<string, "body-too-large" | "invalid-input">> {
  const declared = request.headers.get("content-length");
  if (Number(declared ?? 0) > bytesMax) return tooLarge(bytesMax);
  try {
    // The HTTP parser reads as many bytes as were declared, so this cannot grow; without a
    // declaration the bytes are counted as they come.
    const bytes =
      declared === null
        ? await readCounted(request, bytesMax)
        : new Uint8Array(await request.arrayBuffer());
    if (bytes === null || bytes.byteLength > bytesMax) return tooLarge(bytesMax);
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // The reason is the sender's: bytes that are no text, or a connection cut in the middle.
    return fail("invalid-input", "the body is not whole UTF-8 text");
  }
}

/** Null when there is more than the limit. */
async function readCounted(request: Request, bytesMax: number): Promise<Uint8Array | null> {
  if (!request.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (bytesMax: number) =>
  fail("body-too-large", `a body has at most ${bytesMax} bytes`);

/** Parses JSON of the declared type; an empty body is `undefined`. */
export function parseJson(text: string, contentType: string | null): Result<unknown> {
  if (text === "") return ok(undefined);
  // A type that forms cannot send keeps plain cross-site forms out, whatever the browser's age.
  if (!/^application\/(?:[a-z.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? "")) {
    return fail("invalid-input", "content-type must be application/json");
  }
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    return fail("invalid-input", "the body is not JSON");
  }
}
