import type { MqttAclRule } from "@resik/contract/http/mqtt-auth";

/**
 * Whether a topic (or a topic filter a client asks for) lies within a filter [MQTT-4.7]. A
 * requested `#` or `+` lies only within one that is at least as wide.
 */
export function topicMatches(filter: string, topic: string): boolean {
  // Wildcards never match topics that start with $ [MQTT-4.7.2-1].
  if (topic.startsWith("$") && !filter.startsWith("$")) return false;
  const wanted = topic.split("/");
  const allowed = filter.split("/");
  for (const [index, level] of allowed.entries()) {
    if (level === "#") return true;
    const given = wanted[index];
    if (given === undefined || given === "#") return false;
    if (level !== "+" && level !== given) return false;
  }
  return wanted.length === allowed.length;
}

/** The first rule that matches decides; no match denies. */
export function isAllowed(
  rules: readonly MqttAclRule[],
  action: "publish" | "subscribe",
  topic: string,
): boolean {
  for (const rule of rules) {
    if (rule.action !== "all" && rule.action !== action) continue;
    if (topicMatches(rule.topic, topic)) return rule.permission === "allow";
  }
  return false;
}
