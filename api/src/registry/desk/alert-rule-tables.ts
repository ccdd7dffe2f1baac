interface AlertRuleTable {
  id: string;
  /** JSON of the contract's `AlertRuleInput`; null where a built-in rule was reset. */
  rule: string | null;
  version: number;
  changed_at_ms: number;
}

interface AlertMuteTable {
  id: string;
  /** Null: every rule. */
  rule: string | null;
  site: string | null;
  device: string | null;
  from_ms: number;
  until_ms: number;
  reason: string;
  by_user: string | null;
  by_name: string;
}

interface AlertRuleRevisionTable {
  one: number;
  revision: number;
}

/** Rows of this part of the registry. */
export interface AlertRuleTables {
  alert_rules: AlertRuleTable;
  alert_mutes: AlertMuteTable;
  alert_rule_revision: AlertRuleRevisionTable;
}
