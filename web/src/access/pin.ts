/** The api's own rule for a PIN; a test holds them together. */
export const PIN_DIGITS = 6;

export const isPin = (text: string): boolean => /^\d{6}$/.test(text);

/** A member number or phone as people type it, without spaces, dots and hyphens. */
export const tidyMemberName = (text: string): string => text.replace(/[\s.()-]/g, "");

/** Whether this can be a member number (7 digits) or a phone number (8 to 15). */
export const isMemberName = (text: string): boolean => /^\+?\d{7,15}$/.test(tidyMemberName(text));
