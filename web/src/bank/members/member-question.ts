import type { QuestionBody } from "../../controls/question.ts";

export interface MemberQuestion {
  address: string;
  /** Absent for the whole list. */
  body?: QuestionBody;
}

/** Members by name, number or phone, which never stand in an address; all when nothing is sought. */
export function askMembers(
  membersPath: string,
  { search, limit, isRetired }: { search: string; limit: number; isRetired: boolean },
): MemberQuestion {
  const retired = isRetired ? "yes" : "no";
  const wanted = search.trim();
  return wanted === ""
    ? { address: `${membersPath}?limit=${limit}&retired=${retired}` }
    : { address: `${membersPath}/search`, body: { search: wanted, limit, retired } };
}
