/**
 * Seeds whose runs were looked at while rules and figures were made: what they score says nothing
 * of districts that nobody has looked at. The bar counts on other seeds.
 */
export const TUNING_SEEDS: ReadonlySet<string> = new Set([
  "a",
  "b",
  "c",
  "d",
  "dukuhseti",
  "j1",
  "j2",
  "j3",
  "j4",
  "smoke",
  "tlogowungu",
  "trangkil",
  "tune-1",
  "tune-2",
  "tune-3",
  "wedarijaksa",
]);
