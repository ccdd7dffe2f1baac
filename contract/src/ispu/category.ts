export const ISPU_CATEGORY_IDS = [
  "good",
  "moderate",
  "unhealthy",
  "very-unhealthy",
  "hazardous",
] as const;
export type IspuCategoryId = (typeof ISPU_CATEGORY_IDS)[number];

export interface IspuCategory {
  id: IspuCategoryId;
  /** The regulation's own name. */
  nameId: string;
  nameEn: string;
  /** Official colour as the ministry's service paints it; always shown with the name beside it. */
  colour: `#${string}`;
  /** Highest index that belongs to it. */
  upTo: number;
}

/**
 * Categories of P.14/2020, best first. An upper edge belongs to the better category: 300 is "Sangat
 * Tidak Sehat" and only what is above it "Berbahaya". "Baik" starts at 0: the regulation's table
 * does, although some texts write 1.
 */
export const ISPU_CATEGORIES = [
  { id: "good", nameId: "Baik", nameEn: "Good", colour: "#00cc00", upTo: 50 },
  { id: "moderate", nameId: "Sedang", nameEn: "Moderate", colour: "#0000cc", upTo: 100 },
  { id: "unhealthy", nameId: "Tidak Sehat", nameEn: "Unhealthy", colour: "#cccc00", upTo: 200 },
  {
    id: "very-unhealthy",
    nameId: "Sangat Tidak Sehat",
    nameEn: "Very unhealthy",
    colour: "#cc0000",
    upTo: 300,
  },
  {
    id: "hazardous",
    nameId: "Berbahaya",
    nameEn: "Hazardous",
    colour: "#000000",
    upTo: Number.POSITIVE_INFINITY,
  },
] as const satisfies readonly IspuCategory[];

/** The category of an index, rounded or not. @throws RangeError when it is no index. */
export function ispuCategoryOf(index: number): IspuCategory {
  const category = index >= 0 ? ISPU_CATEGORIES.find(({ upTo }) => index <= upTo) : undefined;
  if (!category) throw new RangeError(`${index} is not an ISPU`);
  return category;
}
