import type { ReportGroup } from "@resik/contract/bank/rule";
import type { Unit } from "@resik/contract/bank/quantity";

/** An item of the demo's banks, with what is usual for it. */
export interface DemoItem {
  item: string;
  name: string;
  unit: Unit;
  reportGroup: ReportGroup;
  gramsPerUnit: number | null;
  grades: readonly DemoGrade[];
}

export interface DemoGrade {
  grade: string;
  /** What a member gets for a kilogram, litre or piece; within the ranges of press and seed files. */
  rupiahPerUnit: number;
  /** How often it lies on a member's heap, from 0 to 1. */
  share: number;
  /** Mean quantity of such a heap, in grams, millilitres or pieces. */
  meanQuantity: number;
}

const kg = (
  item: string,
  name: string,
  reportGroup: ReportGroup,
  grades: readonly DemoGrade[],
): DemoItem => ({ item, name, unit: "kg", reportGroup, gramsPerUnit: null, grades });

const grade = (
  name: string,
  rupiahPerUnit: number,
  share: number,
  meanQuantity: number,
): DemoGrade => ({ grade: name, rupiahPerUnit, share, meanQuantity });

/**
 * Prices lie within the published ranges, and quantities make about the national mix by mass:
 * plastic 45, paper 30, metal 13, glass 8, other 4 %.
 */
export const CATALOGUE: readonly DemoItem[] = [
  kg("pet", "Botol PET", "plastic", [
    grade("bersih", 3_500, 0.5, 900),
    grade("kotor", 1_400, 0.25, 700),
  ]),
  kg("gelas-pp", "Gelas plastik PP", "plastic", [grade("bersih", 3_800, 0.3, 450)]),
  kg("hdpe", "Emberan / HDPE", "plastic", [grade("campur", 1_600, 0.35, 800)]),
  kg("tutup", "Tutup botol", "plastic", [grade("campur", 2_000, 0.2, 250)]),
  kg("kresek", "Kresek dan kemasan", "plastic", [grade("campur", 300, 0.3, 600)]),
  kg("kardus", "Kardus", "paper", [grade("kering", 1_500, 0.55, 900)]),
  kg("koran", "Koran dan majalah", "paper", [grade("kering", 2_000, 0.2, 900)]),
  kg("hvs", "Kertas HVS / arsip", "paper", [grade("kering", 1_300, 0.2, 1_000)]),
  kg("duplex", "Duplex", "paper", [grade("campur", 450, 0.2, 500)]),
  kg("besi", "Besi", "metal", [grade("campur", 2_600, 0.1, 2_200)]),
  kg("kaleng", "Kaleng", "metal", [grade("campur", 1_400, 0.25, 450)]),
  kg("aluminium", "Aluminium", "metal", [grade("bersih", 9_000, 0.12, 250)]),
  kg("tembaga", "Tembaga", "metal", [grade("bersih", 50_000, 0.01, 150)]),
  kg("kaca", "Botol dan pecahan kaca", "glass", [grade("campur", 250, 0.15, 1_700)]),
  {
    item: "jelantah",
    name: "Minyak jelantah",
    unit: "litre",
    reportGroup: "other",
    // Used cooking oil weighs about 0.92 kg a litre.
    gramsPerUnit: 920,
    grades: [grade("saring", 4_500, 0.12, 1_200)],
  },
  {
    item: "krat-telur",
    name: "Krat telur",
    unit: "piece",
    reportGroup: "other",
    gramsPerUnit: null,
    grades: [grade("utuh", 150, 0.08, 6)],
  },
];

/** A buyer pays this many hundredths of what the member got. */
export const COLLECTOR_PERCENT = 132;
