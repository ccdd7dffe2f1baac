/** Answers as the api words them, one of each; tests hold parsers and schemas against them. */
const AT = "2026-11-21T05:00:00.000Z";
const PERSON = { id: "u1", name: "Ratna" };
const PLACE = { lat: -6.75, lon: 111.04 };

export const ALERT = {
  id: "a1b2c3",
  rule: "bin-full",
  ruleName: "Bak pasar penuh",
  severity: "warning",
  state: "resolved",
  site: "tps-puri",
  siteName: "TPS Puri",
  areaName: "Pati",
  subject: "bak-puri-01",
  subjectName: "Bak Puri 1",
  subjectKind: "bin",
  ...PLACE,
  value: 0.92,
  openedAt: AT,
  acknowledgedAt: AT,
  acknowledgedBy: "Ratna",
  resolvedAt: AT,
  resolvedBy: "Ratna",
  escalatedAt: AT,
  assignee: PERSON,
  task: "t1b2",
};
export const ALERT_DETAIL = {
  ...ALERT,
  story: [{ step: "opened", at: AT, by: "Ratna", note: "catatan", value: 0.9 }],
};
export const ALERT_SUMMARY = {
  open: 3,
  acknowledged: 1,
  bySeverity: { warning: 2, high: 1, critical: 1 },
};

export const TASK = {
  id: "t1b2",
  kind: "empty-bin",
  state: "started",
  note: "pintu belakang",
  site: "tps-puri",
  siteName: "TPS Puri",
  areaName: "Pati",
  device: "bak-puri-01",
  deviceName: "Bak Puri 1",
  ...PLACE,
  alert: "a1b2c3",
  report: "laporan-1",
  owner: PERSON,
  dueAt: AT,
  isOverdue: false,
  createdAt: AT,
  startedAt: AT,
  endedAt: AT,
  isAwaitingSensor: true,
};
export const TASK_DETAIL = {
  ...TASK,
  story: [{ step: "created", at: AT, by: "Ratna", note: "catatan" }],
};
export const PEOPLE = { people: [PERSON] };
const DURATIONS = { count: 2, medianS: 90.5, p90S: 300 };
const FIGURES = {
  alerts: 2,
  reports: 1,
  tasksDone: 1,
  toAcknowledge: DURATIONS,
  toResolve: DURATIONS,
  reportToEnd: DURATIONS,
};
export const TASK_FIGURES = {
  fromAt: AT,
  toAt: AT,
  all: FIGURES,
  areas: [{ areaCode: "33.18.10", areaName: "Pati", ...FIGURES }],
};

export const REPORT = {
  id: "laporan-1",
  kind: "dumping",
  state: "received",
  note: "tiga hari",
  place: "belakang pasar",
  ...PLACE,
  device: "bak-puri-01",
  hasPhoto: true,
  seenAt: AT,
  receivedAt: AT,
  endedAt: AT,
  answer: "sudah",
  areaName: "Pati",
  site: "tps-puri",
  deviceName: "Bak Puri 1",
  task: "t1b2",
};

const BIN = {
  device: "bak-puri-01",
  name: "Bak Puri 1",
  site: "tps-puri",
  siteName: "TPS Puri",
  areaName: "Pati",
  ...PLACE,
  fillRatio: 0.4,
  at: AT,
  trust: "ok",
  isFull: false,
  emptiedAt: AT,
  ratePerDay: 0.3,
  full: { at: AT, early: AT, late: AT },
};
export const BINS = { generatedAt: AT, bins: [BIN] };
export const COLLECTION = {
  day: "2026-11-21",
  start: { name: "Kantor DLH", ...PLACE },
  stops: [{ order: 1, bin: BIN, urgency: 0.5, reason: "full", legKm: 1.5 }],
  totalKm: 3.1,
  leftOut: 0,
};

export const HEALTH = {
  devices: [
    {
      device: "bak-puri-01",
      judgedAt: AT,
      faults: ["silent"],
      figures: { batteryV: 3.6 },
      batteryEmptyAt: AT,
    },
  ],
};
