import { memberIdSchema, type MemberId } from "@resik/contract/bank/ids";
import type { MemberCreation, MemberKind } from "@resik/contract/http/bank/members";
import type { Random } from "@resik/kit/random";

export interface DemoMember {
  id: MemberId;
  kind: MemberKind;
  name: string;
  phone: string | null;
  address: string;
  /** What the member saves for besides the regular product. */
  savesForLebaran: boolean;
  /** How much the household brings, around 1. */
  size: number;
}

/** Given names that are common in Java; no pair of them means anybody. */
const FIRST = [
  "Siti",
  "Sri",
  "Endang",
  "Wahyu",
  "Dwi",
  "Tri",
  "Nur",
  "Agus",
  "Eko",
  "Budi",
  "Slamet",
  "Sumarni",
  "Kartini",
  "Suparti",
  "Rina",
  "Yuni",
  "Lestari",
  "Hadi",
  "Joko",
  "Bambang",
  "Ratna",
  "Wati",
  "Mulyani",
  "Rukmini",
  "Suyati",
  "Darmi",
  "Sulastri",
  "Kasmini",
  "Warsito",
  "Parjo",
] as const;
const SECOND = [
  "Aminah",
  "Rahayu",
  "Astuti",
  "Utami",
  "Handayani",
  "Wulandari",
  "Setyowati",
  "Purwanti",
  "Susanti",
  "Widodo",
  "Santoso",
  "Prasetyo",
  "Hartono",
  "Kurniawan",
  "Riyanto",
  "Suryani",
  "Hidayati",
  "Fatimah",
  "Maryam",
  "Yulianti",
  "Pujiastuti",
  "Sutrisno",
  "Mulyono",
  "Nugroho",
] as const;
const GROUPS = [
  "Dasawisma Mawar",
  "Kelas 5A SD",
  "PKK RT 03",
  "Karang Taruna",
  "Posyandu",
] as const;

/** The members of one bank: mostly households, some persons, a few groups. */
export function makePeople(input: { bank: string; count: number; random: Random }): DemoMember[] {
  const { count, random } = input;
  return Array.from({ length: count }, (_, index) => {
    const kind = kindAt(index, random);
    const name =
      kind === "group"
        ? `${random.pick(GROUPS)} ${index + 1}`
        : `${random.pick(FIRST)} ${random.pick(SECOND)}`;
    return {
      id: memberIdSchema.parse(`m${random.id(15)}`),
      kind,
      name,
      // Begins like no subscriber's number does, so that a demo never calls anybody.
      phone: random.chance(0.7) ? `0800${String(random.int(10_000_000)).padStart(7, "0")}` : null,
      address: `RT ${String(1 + random.int(6)).padStart(2, "0")}/RW ${String(1 + random.int(4)).padStart(2, "0")}`,
      savesForLebaran: random.chance(0.3),
      size: kind === "group" ? random.between(2, 4) : random.between(0.5, 1.6),
    };
  });
}

function kindAt(index: number, random: Random): MemberKind {
  if (index % 30 === 29) return "group";
  return random.chance(0.75) ? "household" : "person";
}

/** As the api takes a member from a paper book. `joinedOn` is a date. */
export const toCreation = (member: DemoMember, joinedOn: string): MemberCreation => ({
  id: member.id,
  kind: member.kind,
  name: member.name,
  phone: member.phone,
  address: member.address,
  unit: null,
  joinedOn,
});
