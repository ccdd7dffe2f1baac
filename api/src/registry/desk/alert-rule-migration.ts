/** Tables of alert rules, mutes and what happened to an alert. */
export const ALERT_RULES_MIGRATION = "";
