import { CommandError } from "./context.ts";

/** Far above any password; a file given by mistake must not be read into memory. */
const PASSWORD_BYTES_MAX = 1_024;

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const BACKSPACES: ReadonlySet<string> = new Set(["\u007f", "\b"]);

/** Reads a password from a pipe: all of it, without the line end that `echo` adds. */
export async function readPipedPassword(input: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of input) {
    text += String(chunk);
    if (Buffer.byteLength(text) > PASSWORD_BYTES_MAX) {
      throw new CommandError(`The password is longer than ${PASSWORD_BYTES_MAX} bytes.`);
    }
  }
  return requirePassword(text.replace(/\r?\n$/, ""));
}

/** Asks twice for a password at a terminal, without showing what is typed. */
export async function askPassword(
  input: NodeJS.ReadStream,
  prompt: (text: string) => void,
): Promise<string> {
  if (!input.isTTY) {
    throw new CommandError(
      "A password is typed at a terminal; to give it from a program, use --password-stdin.",
    );
  }
  const first = await readHidden(input, "Password: ", prompt);
  const second = await readHidden(input, "Again: ", prompt);
  if (first !== second) throw new CommandError("The two passwords differ; nothing was changed.");
  return requirePassword(first);
}

function requirePassword(password: string): string {
  if (password === "") throw new CommandError("The password is empty; nothing was changed.");
  return password;
}

/** Raw mode shows nothing, so keys are read one by one until the line ends. */
function readHidden(
  input: NodeJS.ReadStream,
  question: string,
  prompt: (text: string) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = "";
    const finish = (end: () => void): void => {
      input.removeListener("data", onData);
      input.setRawMode(false);
      input.pause();
      prompt("\n");
      end();
    };
    const onData = (chunk: Buffer | string): void => {
      for (const key of String(chunk)) {
        if (key === "\r" || key === "\n") return finish(() => resolve(typed));
        if (key === CTRL_C || key === CTRL_D) {
          return finish(() => reject(new CommandError("Broken off; nothing was changed.")));
        }
        typed = BACKSPACES.has(key) ? typed.slice(0, -1) : typed + key;
      }
    };
    // Before the question: whoever answers it at once must not see the answer either.
    input.setRawMode(true);
    input.on("data", onData);
    input.resume();
    prompt(question);
  });
}
