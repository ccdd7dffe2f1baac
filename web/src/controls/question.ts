export type QuestionBody = Readonly<Record<string, unknown>>;

/** Tells two questions apart: the same address with another body is another question. */
export const keyOf = (address: string, body: QuestionBody | undefined): string =>
  body === undefined ? address : `${address} ${JSON.stringify(body)}`;
