import type { ReportText } from "./use-report-text.ts";

const form: ReportText["form"] = {
  title: "Report",
  lead: "Tell the environment agency. It works without a network: the report is sent later.",
  mine: "My reports",
  kind: "What do you see?",
  kindMissing: "Choose one first.",
  photo: "Photo",
  photoRule: "Not needed, but a great help. Place and phone data are removed from it.",
  takePhoto: "Take a photo",
  newPhoto: "Take another",
  removePhoto: "Remove the photo",
  shrinking: "Making the photo smaller…",
  photoAlt: "Photo for this report",
  photoBad: "This file cannot be read as a photo. Try another one.",
  where: "Where?",
  whereRule: "Use the phone’s location, write the place, or choose the bin.",
  whereMissing: "Say where: the phone’s location, words, or a bin.",
  locate: "Use my phone’s location",
  locating: "Looking for the location…",
  located: (metres) => `Location noted (to within ${metres} m).`,
  locateAgain: "Look again",
  forgetPlace: "Remove the location",
  locateFailed: "The location was not found or not allowed. Write the place instead.",
  place: "Place",
  placeRule: "For example: beside Jalan Melati, in front of the prayer room",
  bin: "Bin (optional)",
  noBin: "Not a bin of the list",
  note: "Note (optional)",
  send: "Send the report",
  saving: "Saving…",
  full: (count) =>
    `${count} reports have not reached the agency yet. Connect, or discard what was not accepted.`,
  notSaved: "This phone cannot keep the report. Try another phone, or call the agency.",
  privacy:
    "Your name is not shown to staff. The photo is deleted 90 days after the report has ended, or a year after it came, if nobody ends it.",
};

const list: ReportText["list"] = {
  title: "My reports",
  lead: "What you reported and what the agency did.",
  make: "Make a report",
  unsent: "Not with the agency yet",
  waiting: "Waiting to be sent",
  waitingCount: (count) =>
    count === 1 ? "1 report is waiting to be sent" : `${count} reports are waiting to be sent`,
  refusedCount: (count) =>
    count === 1 ? "1 report was not accepted" : `${count} reports were not accepted`,
  waitingText: "Kept on this phone. It is sent by itself once there is a network.",
  sendNow: "Send now",
  discard: "Discard the report",
  discardTitle: "Discard this report?",
  discardText: "The agency has not received it, and it will be gone from this phone.",
  discardConfirm: "Yes, discard it",
  keep: "Keep it",
  refused: "Not accepted",
  troubles: {
    network: "There is no network yet.",
    busy: "The server is busy, or today’s limit of reports is reached. It is tried again later.",
    unreadable: "This network does not reach the server yet. It is tried again later.",
    "sign-in": "Sign in again so that this report can be sent.",
    refused: "The server refused this report. Discard it and write it again.",
  },
  broken: "This phone’s storage cannot be read.",
  seen: (time) => `Seen ${time}`,
  photoAlt: "Photo of this report",
  answer: "The agency’s answer",
  noneTitle: "No reports yet",
  noneText: "A full bin, smoke, dumped waste? Report it from here.",
};

export const english: ReportText = {
  form,
  list,
  kinds: {
    "full-bin": "Full bin",
    burning: "Burning waste",
    dumping: "Dumped waste",
    "broken-bin": "Broken bin",
    other: "Something else",
  },
  states: {
    received: "Received",
    "in-work": "Being worked on",
    done: "Done",
    declined: "Not followed up",
  },
};
