/** Lets other work of the process go first between two parts of a longer one. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
