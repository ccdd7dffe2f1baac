import { expect, test } from "vitest";
import { parseReceipt } from "./parse-receipt.ts";
import { WIRE_RECEIPT } from "./receipt.fixture.ts";
import { shareMessage, whatsappUrl } from "./share-message.ts";
import { indonesian } from "./text/id.ts";

const context = { text: indonesian, language: "id", origin: "https://resik.example" } as const;

test("a message has totals and the link to check, and nothing of whom", () => {
  const receipt = parseReceipt(WIRE_RECEIPT);
  if (receipt === null) throw new Error("the fixture is no receipt");
  const message = shareMessage(receipt, context).replace(/\u00a0/g, " ");
  expect(message).toContain("Berat: 3,255 kg");
  expect(message).toContain("Masuk tabungan: Rp 9.685");
  expect(message).toContain("https://resik.example/cek/12-345-7KX2M9QH4T");
  expect(message).not.toContain("Sari");
  expect(message).not.toContain("0120007");
});

test("a provisional receipt says that it proves nothing yet", () => {
  const receipt = parseReceipt(WIRE_RECEIPT);
  if (receipt === null) throw new Error("the fixture is no receipt");
  const message = shareMessage({ ...receipt, id: null }, context);
  expect(message).toContain("belum tercatat");
  expect(message).not.toContain("/cek/");
});

test("WhatsApp is opened without a number", () => {
  expect(whatsappUrl("a b&c")).toBe("https://wa.me/?text=a%20b%26c");
});
