/** Tells a person how far a long run is; standard output is kept for the result. */
export type Progress = (line: string) => void;

export const toStandardError: Progress = (line) => void process.stderr.write(`${line}\n`);
