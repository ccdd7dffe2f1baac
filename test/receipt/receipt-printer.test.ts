import { receiptSchema } from "@resik/contract/http/bank/receipt";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { toQrMatrix } from "../../web/src/receipt/qr-matrix.ts";
import { ORIGIN, printWire } from "./printed-receipt.ts";
import { PRINTER_DOTS, printReceipt, type Printout } from "./receipt-printer.ts";
import { SAMPLE_RECEIPT } from "./sample-receipt.ts";

type Decode = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
// The web's own decoder, which is found from the web's folder; its types are the web's.
const decode = createRequire(new URL("../../web/package.json", import.meta.url))("jsqr") as Decode;

/** What a camera reads on the paper. */
function readCode({ rows }: Printout): string | null {
  const pixels = new Uint8ClampedArray(rows.length * PRINTER_DOTS * 4);
  for (const [y, row] of rows.entries()) {
    for (const [x, dot] of row.entries()) {
      pixels.fill(dot === 1 ? 0 : 255, (y * PRINTER_DOTS + x) * 4, (y * PRINTER_DOTS + x) * 4 + 3);
      pixels[(y * PRINTER_DOTS + x) * 4 + 3] = 255;
    }
  }
  return decode(pixels, PRINTER_DOTS, rows.length)?.data ?? null;
}

const textOf = ({ lines }: Printout): string => lines.map(({ text }) => text).join("\n");

test("the sample is a receipt of the contract", () => {
  expect(receiptSchema.parse(SAMPLE_RECEIPT)).toEqual(SAMPLE_RECEIPT);
});

test("a receipt stands on the paper line by line, in 32 columns", () => {
  const printout = printWire(SAMPLE_RECEIPT, "native");
  expect(textOf(printout)).toMatchInlineSnapshot(`
    "       Bank Sampah Melati       
     Balai Desa Melati, Puri, Kec.  
                  Pati              
              0295 123456           
    --------------------------------
    Setoran - Tabungan - Diantar    
    No.            12-345-7KX2M9QH4T
    Waktu     21 Nov 2026, 08.05 WIB
    Nasabah           Sari - 0120007
    Tabungan        Tabungan Reguler
    Petugas                     Wati
    --------------------------------
    Botol PET, bersih               
      3,255 kg x 3.500        11.393
      timbangan, tera 2027-03-01    
    Kardus, kering                  
      12,40 kg x 1.500        18.600
      timbangan, tera lewat         
      2026-03-01                    
    Rak telur dari karton daur      
    ulang, campur                   
      12 buah x 150            1.800
      diketik                       
    --------------------------------
    Berat                  15,655 kg
    Jumlah                 Rp 31.793
    Bagian bank 15%        -Rp 4.768
    Masuk tabungan         Rp 27.025
    Saldo                 Rp 182.400
    --------------------------------
                                    
          Kode cek 7KX2M9QH4T       
           resik.example/cek        
    Simpan struk ini. Terima kasih, 
            bumi jadi resik!        
                                    
                                    
                                    
                                    "
  `);
  expect(new Set(printout.lines.map(({ text }) => text.length))).toEqual(new Set([32]));
  const net = printout.lines.find(({ text }) => text.includes("Masuk tabungan"));
  expect(net?.isBold).toBe(true);
  expect(printout.lines[0]).toMatchObject({ isBold: true, isTall: true });
});

test("the code on the paper leads to the check, drawn by the printer or as a picture", () => {
  const url = `${ORIGIN}/cek/${SAMPLE_RECEIPT.id}`;
  const native = printWire(SAMPLE_RECEIPT, "native");
  expect(native.codes).toEqual([url]);
  expect(readCode(native)).toBe(url);
  const raster = printWire(SAMPLE_RECEIPT, "raster");
  expect(raster.codes).toEqual([]);
  expect(readCode(raster)).toBe(url);
});

test("the paper is cut only where there is a knife", () => {
  expect(printWire(SAMPLE_RECEIPT, "native").isCut).toBe(false);
  expect(printWire(SAMPLE_RECEIPT, "native", true).isCut).toBe(true);
});

test("names in any letters print as plain ones", () => {
  const odd = { ...SAMPLE_RECEIPT, member: { number: "0120008", name: "Ñoñã “Œ” 李" } };
  expect(textOf(printWire(odd, "native"))).toContain('Nona "OE" ?');
});

test("a reversed receipt says so before anything else", () => {
  const reversal = { at: "2026-11-22T01:00:00Z", reason: "Salah nasabah" };
  const text = textOf(printWire({ ...SAMPLE_RECEIPT, reversal }, "native"));
  expect(text.indexOf("*** DIBATALKAN ***")).toBeLessThan(text.indexOf("No."));
  expect(text).toContain("Salah nasabah");
});

test("the printer refuses what it does not know", () => {
  const print = (...bytes: number[]) => printReceipt(Uint8Array.from(bytes), toQrMatrix);
  expect(() => print(0x1b, 0x7e)).toThrow("ESC 126");
  expect(() => print(0xc3, 0xa9, 0x0a)).toThrow("the sign 195");
  expect(() => print(0x1d, 0x28, 0x6b, 9, 0, 49, 67, 6)).toThrow("length");
  expect(() => print(0x41)).toThrow("without its end");
  expect(() => print(0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xff)).toThrow("inside a command");
});
