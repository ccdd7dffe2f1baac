// Asks a program in this container whether it can do its work. Docker runs it and keeps what it
// writes: `docker inspect` shows the reason of an unhealthy one.

const ANSWER_TIMEOUT_MS = 4_000;
const REASON_CHARS_MAX = 500;

try {
  const response = await fetch(process.argv[2], { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  process.stdout.write((await response.text()).slice(0, REASON_CHARS_MAX));
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`no answer: ${error.cause?.code ?? error.message}\n`);
  process.exitCode = 1;
}
