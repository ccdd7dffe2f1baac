/** Runs one piece of work at a time, in the order in which they came. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    // What failed before is its caller's matter, not the next one's.
    const run = last.then(work, work);
    last = run.catch(() => undefined);
    return run;
  };
}
