/** Tables of targets, messages and push subscriptions. */
export const NOTIFICATIONS_MIGRATION = "";
