import { expect, it } from "vitest";
import { failureWords } from "./failure-words.ts";
import { indonesian } from "./text/id.ts";

it.each([
  ["answered 503", "server menjawab 503"],
  ["no answer within 8 s", "tidak ada jawaban"],
  ["ECONNREFUSED", "tidak ada yang menjawab di alamat itu"],
  ["ENOTFOUND", "nama server tidak dikenal"],
  ["EAUTH 535", "nama pengguna atau kata sandi ditolak"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "sambungan aman gagal"],
  ["EHOSTUNREACH", "tidak ada yang menjawab di alamat itu"],
  ["failed", "sambungan diputus"],
  ["not all were asked in time", "tidak ada jawaban"],
  ["2 of 5 addresses refused", "2 dari 5 alamat ditolak"],
  ["the phone is gone", "HP itu sudah tidak menerima notifikasi"],
  ["the phone's keys are not right", "HP itu sudah tidak menerima notifikasi"],
  ["more than 1000 messages wait", "terlalu banyak pesan menunggu"],
  ["400 Bad Request: chat not found", "400 Bad Request: chat not found"],
])("says %s as %s", (detail, words) => {
  expect(failureWords(detail, indonesian)).toBe(words);
});
