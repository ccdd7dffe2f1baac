import type { indonesian } from "./id.ts";

export const english: typeof indonesian = {
  title: "Waste banks",
  lead: "What the district’s waste banks collected, counted from every deposit. No names.",
  noneTitle: "No figures yet",
  noneText: "Figures appear once the first month has ended.",
  latest: (month) => `In ${month}`,
  mass: "Collected",
  depositors: "Depositors",
  deposits: "Deposits",
  rupiah: "Value",
  groups: { plastic: "Plastic", paper: "Paper", metal: "Metal", glass: "Glass", other: "Other" },
  groupsTitle: "By group",
  monthsTitle: "Month by month",
  month: "Month",
  banksTitle: "When and where they weigh",
  noBanks: "No waste bank is registered yet.",
  noDay: "No day is set yet",
  hours: (from, to) => `${from}–${to} WIB`,
  data: "Open data (JSON)",
};
