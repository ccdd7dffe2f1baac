/** The contract's slug pattern, written again here because its module brings zod along. */
const SLUG_PATTERN = /^[a-z0-9](-?[a-z0-9]){1,39}$/;

export const isDeviceSlug = (text: string): boolean => SLUG_PATTERN.test(text);
