import type { IspuCategoryId } from "@resik/contract/ispu/category";
import { useAirText } from "./text/use-air-text.ts";
import "./category.css";

/** A category's name on its official colour, which never stands alone. */
export function CategoryBadge({ category }: { category: IspuCategoryId }) {
  const air = useAirText();
  return <span class={`ispu-badge ispu-${category}`}>{air.categories[category]}</span>;
}
