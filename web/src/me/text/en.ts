import type { indonesian } from "./id.ts";

type MeTexts = typeof indonesian;

const links: MeTexts["links"] = {
  passbook: "Passbook",
  withdraw: "Withdraw",
  prices: "Prices",
  statement: "Statement",
  donate: "Donate",
  account: "My account",
  report: "Report a full bin, smoke, dumped waste",
};

const gate: MeTexts["gate"] = {
  errorTitle: "Your savings could not be fetched",
  signedOutTitle: "You are not signed in",
  signedOutText: "Sign in with your member number or phone number, and your PIN.",
  noMemberTitle: "This page is for members",
  noMemberText: "Your account does not belong to a member of a waste bank.",
  toOwnPage: "To my page",
  stale: (time) => `No network. This is what was seen last: ${time}.`,
  lost: "The connection was lost. The figures on this page may not be the latest.",
  again: "Try again",
};

const home: MeTexts["home"] = {
  balance: "Savings balance",
  number: (number) => `No. ${number}`,
  held: "Waiting to be sold",
  payable: "Being withdrawn",
  links: "Savings services",
  pending: "Withdrawals under way",
  pendingMore: "See or cancel",
  lastDeposit: "Last deposit",
  noDeposit: "No deposit yet. Bring sorted waste on a weighing day.",
  notValued: "Waiting for the price",
  lines: (count) => (count === 1 ? "1 item" : `${count} items`),
  toReceipt: "See the receipt",
  nextWeighing: "Next weighing day",
  noWeighing: "No day is set yet. Ask your waste bank.",
  inDays: (days) => {
    if (days === 0) return "Today";
    return days === 1 ? "Tomorrow" : `In ${days} days`;
  },
  hours: (from, to) => `${from}–${to} WIB`,
  air: "Air around you",
  airFailed: "The air figures cannot be fetched now.",
  airNone: "There is no air station near here yet.",
  airNear: (name) => `${name} (nearest station)`,
  year: "This year",
  deposits: (count) => (count === 1 ? "1 deposit" : `${count} deposits`),
};

const history: MeTexts["history"] = {
  title: "Balance over time",
  show: "Show the chart",
  tooShort: "The chart appears after two months of saving.",
  table: "Show as a table",
  month: "Month",
  savings: "Closing balance",
  brought: "Brought",
  label: (from, first, to, last) =>
    `Chart of the balance from ${from} (${first}) to ${to} (${last}).`,
};

const kinds: MeTexts["kinds"] = {
  deposit: "Deposit",
  value: "Deposit valued",
  release: "Sale settled",
  "request-withdrawal": "Withdrawal",
  "pay-withdrawal": "Withdrawal paid",
  "void-withdrawal": "Withdrawal cancelled",
  donate: "Donation",
  reverse: "Reversal",
};

const passbook: MeTexts["passbook"] = {
  lead: "Tap a line to see its receipt or its withdrawal.",
  balance: (amount) => `Balance ${amount}`,
  undone: "Reversed",
  undoes: (seq) => `Reverses entry no. ${seq}`,
  reason: (reason) => `Reason: ${reason}`,
  emptyTitle: "Nothing here yet",
  emptyText: "Your first deposit will appear here.",
  errorTitle: "The passbook could not be fetched",
  more: "Show earlier entries",
};

const receipt: MeTexts["receipt"] = {
  title: "Receipt",
  back: "Passbook",
  goneTitle: "Receipt not found",
  goneText: "There is no such receipt in your savings.",
};

const prices: MeTexts["prices"] = {
  lead: (bank) => `What you get today at ${bank}.`,
  search: "Find an item",
  searchHint: "For example kardus",
  payout: "The money",
  saved: "Saved",
  cash: "Cash",
  delivery: "The waste",
  droppedOff: "Brought",
  pickedUp: "Picked up",
  gradeSince: (grade, day) => `Grade ${grade}, since ${day}`,
  noneTitle: "No prices yet",
  noneText: "Your waste bank has not filled in its price list.",
  notFoundTitle: "Nothing matches",
  notFoundText: "Try another word, or clear the search.",
};

const groups: MeTexts["groups"] = {
  plastic: "Plastic",
  paper: "Paper",
  metal: "Metal",
  glass: "Glass",
  other: "Other",
};

const statement: MeTexts["statement"] = {
  lead: "Every entry between two dates. Print it, or keep it as PDF.",
  period: "Period",
  periods: {
    "this-month": "This month",
    "last-month": "Last month",
    "three-months": "Three months",
    "this-year": "This year",
    own: "Choose dates",
  },
  from: "From",
  to: "To",
  badDays: "“To” must be after “From”.",
  sheet: "Statement",
  range: (from, to) => `${from} to ${to}`,
  print: "Print or save as PDF",
  bank: "Waste bank",
  member: "Member",
  opening: "Opening balance",
  credits: "In",
  debits: "Out",
  closing: "Closing balance",
  time: "Time",
  what: "Entry",
  amount: "Amount",
  balance: "Balance",
  none: "There is no entry in this period.",
  made: (time) => `Made ${time} from the waste bank’s book.`,
};

const withdraw: MeTexts["withdraw"] = {
  lead: "The waste bank prepares the money and pays it in cash at its desk.",
  formTitle: "Ask for a withdrawal",
  noSavings: "There are no savings to withdraw yet.",
  withdrawable: "You can withdraw now",
  savings: "Balance",
  term: (day) => `These savings can be withdrawn from ${day}.`,
  minimum: (amount) => `A withdrawal is at least ${amount}.`,
  remaining: (amount) => `${amount} must stay in the savings.`,
  held: (amount) => `${amount} still waits until the waste is sold.`,
  notNow: "Nothing can be withdrawn from these savings now.",
  amount: "Amount to withdraw",
  all: (amount) => `Withdraw all (${amount})`,
  fee: (net, fee) => `You will get ${net}; the bank’s share is ${fee}.`,
  empty: "Enter the amount first.",
  tooMuch: (amount) => `At most ${amount}.`,
  offline: "A withdrawal needs the network, so that the balance surely covers it. Connect first.",
  send: "Send the request",
  done: "The request was sent. The waste bank will prepare the money.",
  doneWithFee: (net, fee) =>
    `The request was sent. You will get ${net}; the bank’s share is ${fee}.`,
  asked: (day) => `asked ${day}`,
  states: {
    requested: "Waiting for approval",
    approved: "Ready to collect",
    paid: "Paid",
    void: "Cancelled",
    reversed: "Reversed",
  },
  cancel: "Cancel",
  cancelTitle: (amount) => `Cancel the withdrawal of ${amount}?`,
  cancelText: "The money goes back to your savings.",
  cancelConfirm: "Yes, cancel it",
  keep: "Keep it",
};

const donate: MeTexts["donate"] = {
  lead: "Give a part of your savings to a common cause.",
  fund: "For",
  amount: "Amount to donate",
  savings: (amount) => `Your balance is ${amount}.`,
  empty: "Enter the amount first.",
  tooMuch: "That is more than your balance.",
  offline: "A donation needs the network. Connect first.",
  send: "Donate",
  confirmTitle: (amount) => `Donate ${amount}?`,
  confirmText: (fund) =>
    `From your savings to ${fund}. After this only the waste bank can reverse it.`,
  confirm: "Yes, donate",
  done: (amount, fund) => `Thank you. ${amount} went to ${fund}.`,
  noFundTitle: "No fund yet",
  noFundText: "Your waste bank has not opened a fund for donations.",
};

const data: MeTexts["data"] = {
  title: "What the waste bank holds about me",
  name: "Name",
  number: "Member number",
  bank: "Waste bank",
  phone: "Phone",
  address: "Address",
  joined: "Member since",
  card: "Card",
  none: "Not recorded",
  noCard: "None yet",
  cardSince: (day) => `Valid, issued ${day}`,
  needsNetwork: "Needs the network",
  more: "The bank also records your deposits and withdrawals. It does not ask for your identity number or date of birth. The agency sees amounts only, without names.",
  correct: (bank, phone) =>
    `Is something wrong, or should it be deleted? That is your right (Law 27/2022). Tell the desk of ${bank}${
      phone === null ? "" : ` or ${phone}`
    }.`,
};

const pin: MeTexts["pin"] = {
  title: "Change the PIN",
  old: "Old PIN",
  new: "New PIN",
  again: "New PIN once more",
  rule: "6 digits. Not 123456, not all the same digit.",
  short: "A PIN has 6 digits.",
  notSame: "The two new PINs are not the same.",
  wrong: "The old PIN is wrong.",
  easy: "The new PIN is too easy to guess. Choose another one.",
  show: "Show",
  hide: "Hide",
  send: "Change the PIN",
  done: "The PIN was changed. Other phones with this account were signed out.",
};

const sessions: MeTexts["sessions"] = {
  title: "Signing out",
  text: "Did you ever sign in on somebody else’s phone? Sign all of them out from here.",
  endOthers: "Sign out other phones",
  ended: (count) =>
    count === 0 ? "No other phone is signed in." : `Other phones signed out: ${count}.`,
  signOut: "Sign out of this phone",
  stuck: "Not signed out yet: the server cannot be reached. Connect, then try again.",
  unsentTitle: "Some reports are not sent yet",
  unsentText: (count) =>
    `${count === 1 ? "1 report is" : `${count} reports are`} on this phone alone, and sent only while you are signed in here. If you sign out, what you wrote and its photo are removed from this phone.`,
  unsentSend: "See them and send them first",
  unsentStay: "Stay signed in",
  unsentDiscard: "Discard and sign out",
};

export const english: MeTexts = {
  title: "My savings",
  product: "Savings",
  sending: "Sending…",
  otherKind: "Entry",
  links,
  gate,
  home,
  history,
  kinds,
  passbook,
  receipt,
  prices,
  groups,
  statement,
  withdraw,
  donate,
  data,
  pin,
  sessions,
};
