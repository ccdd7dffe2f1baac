import type { ReportGroup } from "@resik/contract/bank/rule";
import type { Unit } from "@resik/contract/bank/quantity";

/** An item that most waste banks take, with what was paid for it in some places and years. */
export interface StarterItem {
  item: string;
  name: string;
  unit: Unit;
  reportGroup: ReportGroup;
  grade: string;
  /** Rupiah per unit paid to members, 2015 to 2025: a range, not a quotation. */
  low: number;
  high: number;
  /** What the field is filled with; the treasurer decides. */
  suggested: number;
}

const ROWS = [
  ["kardus", "Kardus", "kg", "paper", "standard", 500, 1_800, 1_200],
  ["hvs", "Kertas HVS / arsip", "kg", "paper", "standard", 800, 1_700, 1_200],
  ["koran", "Koran", "kg", "paper", "standard", 700, 2_800, 1_500],
  ["duplex", "Duplex", "kg", "paper", "standard", 300, 600, 400],
  ["rak-telur", "Rak telur", "piece", "paper", "standard", 100, 200, 150],
  ["pet", "Botol PET", "kg", "plastic", "bersih", 2_000, 4_000, 3_000],
  ["pet", "Botol PET", "kg", "plastic", "campur", 1_000, 1_500, 1_200],
  ["gelas-pp", "Gelas plastik PP", "kg", "plastic", "standard", 2_700, 5_000, 3_500],
  ["tutup-botol", "Tutup botol", "kg", "plastic", "standard", 750, 4_000, 2_000],
  ["emberan", "Emberan / HDPE", "kg", "plastic", "standard", 1_200, 2_000, 1_500],
  ["kresek", "Kresek & kemasan", "kg", "plastic", "standard", 200, 500, 300],
  ["besi", "Besi", "kg", "metal", "standard", 1_500, 4_000, 2_500],
  ["kaleng", "Kaleng", "kg", "metal", "standard", 400, 3_200, 1_500],
  ["aluminium", "Aluminium", "kg", "metal", "standard", 2_000, 9_000, 7_000],
  ["tembaga", "Tembaga", "kg", "metal", "standard", 36_000, 68_000, 50_000],
  ["kuningan", "Kuningan", "kg", "metal", "standard", 10_000, 30_000, 18_000],
  ["botol-kaca", "Botol kaca", "kg", "glass", "standard", 100, 300, 200],
  ["jelantah", "Minyak jelantah", "litre", "other", "standard", 4_000, 6_500, 4_000],
] as const;

export const STARTER_ITEMS: readonly StarterItem[] = ROWS.map(
  ([item, name, unit, reportGroup, grade, low, high, suggested]) => ({
    item,
    name,
    unit,
    reportGroup,
    grade,
    low,
    high,
    suggested,
  }),
);

/** A grade with the price that the treasurer settled on. */
export interface ChosenGrade extends StarterItem {
  rupiahPerUnit: number;
}

/**
 * The rules that make these items ready to be weighed, an item before its prices. The product is
 * the plain savings that every member has; null where the bank has one.
 */
export function starterRules(chosen: readonly ChosenGrade[], productName: string | null): object[] {
  const items = [...new Set(chosen.map(({ item }) => item))];
  const product =
    productName === null
      ? []
      : [
          {
            type: "product",
            product: "reguler",
            name: productName,
            minimumRupiah: 0,
            remainingRupiah: 0,
            termDays: 0,
            isActive: true,
          },
        ];
  const perItem = items.flatMap((item) => {
    const grades = chosen.filter((row) => row.item === item);
    const [first] = grades;
    if (first === undefined) return [];
    const { name, unit, reportGroup } = first;
    const rule = {
      type: "item",
      item,
      name,
      unit,
      grades: grades.map(({ grade }) => grade),
      reportGroup,
      gramsPerUnit: null,
      isActive: true,
    };
    return [
      rule,
      ...grades.map(({ grade, rupiahPerUnit }) => priceRule(item, grade, rupiahPerUnit)),
    ];
  });
  return [...product, ...perItem];
}

const priceRule = (item: string, grade: string, rupiahPerUnit: number) => ({
  type: "price",
  item,
  grade,
  hop: "member",
  payout: null,
  delivery: null,
  rupiahPerUnit,
});
