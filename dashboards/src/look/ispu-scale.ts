import { ISPU_CATEGORIES } from "@resik/contract/ispu/category";
import { ISPU_PARAMETER_NAMES, ISPU_PARAMETERS } from "@resik/contract/ispu/parameter";
import { whenAbsent, wordsOf, type Steps } from "./scale.ts";

/**
 * The regulation's categories in the colours of the ministry's own pages. An upper edge belongs to
 * the better category and an index is a whole number, so the next begins one above.
 */
export const ISPU: Steps = ISPU_CATEGORIES.map(({ colour }, index) => {
  const below = ISPU_CATEGORIES[index - 1];
  return { value: below === undefined ? null : below.upTo + 1, color: colour };
});

/** A category as its word: colour alone says nothing to some, and black to few. */
export const CATEGORY_WORDS = [
  ...wordsOf(
    Object.fromEntries(
      ISPU_CATEGORIES.map(({ id, nameId, colour }) => [id, { text: nameId, color: colour }]),
    ),
  ),
  ...whenAbsent("Tidak ada data"),
];

export const PARAMETER_WORDS = wordsOf(
  Object.fromEntries(ISPU_PARAMETERS.map((id) => [id, { text: ISPU_PARAMETER_NAMES[id] }])),
);

export const PROVISIONAL_WORDS = wordsOf({
  true: { text: "Sementara", color: "orange" },
  false: { text: "Lengkap", color: "green" },
});
