/** What a push message shows and where a tap on it leads. */
export interface PushMessage {
  id: string;
  title: string;
  text: string;
  /** A page of the desk, as a path of this origin. */
  path: string;
}

/** Where a message leads that names no page we know. */
const ALERTS_PATH = "/dlh/peringatan";
const DESK_PAGE = /^\/dlh(\/[a-z0-9-]+){0,2}$/;

/**
 * Reads what the api sent. A browser takes leave away from a worker that shows nothing, so what
 * cannot be read is still a message.
 */
export function pushMessageOf(text: string): PushMessage {
  const value = parsed(text);
  const textOf = (name: string): string => {
    const field = value[name];
    return typeof field === "string" ? field : "";
  };
  return {
    id: textOf("id"),
    title: textOf("title") || "Resik",
    text: textOf("text"),
    path: deskPath(textOf("path")),
  };
}

/** Only pages of the desk: a message is no way to anywhere else. */
export const deskPath = (path: unknown): string =>
  typeof path === "string" && DESK_PAGE.test(path) ? path : ALERTS_PATH;

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    // An object's fields may be read by name whatever they hold.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
