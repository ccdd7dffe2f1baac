import type { indonesian } from "./id.ts";

export const english: typeof indonesian = {
  cancel: "Cancel",
  reason: "Reason",
  reasonRule: "It is kept in the book, and the member sees it.",
  reasonMissing: "Please write the reason.",
  sending: "Saving…",
  more: "Show more",
  errorTitle: "The data cannot be fetched",
  close: "Close",
  leave: {
    title: "Changes not saved?",
    text: "If you leave now, what you typed here is lost.",
    stay: "Back to the form",
    leave: "Leave anyway",
  },
};
