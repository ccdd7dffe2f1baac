import { createHash, randomBytes } from "node:crypto";

/** Chance as a parameter: the same seed gives the same run. Never for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  float(): number;
  /** Uniform integer in [0, limit). */
  int(limit: number): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Standard normal. */
  gaussian(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** An independent stream that depends on this seed and the label alone. */
  fork(label: string): Random;
  /** Letters and digits, for boot ids and the like. */
  id(length: number): string;
}

const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A small fast counter generator (sfc32, public domain by C. Doty-Humphrey), seeded by SHA-256. */
export function createRandom(seed: string): Random {
  const digest = createHash("sha256").update(seed).digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();

  const float = (): number => next() / 4_294_967_296;
  const int = (limit: number): number => Math.floor(float() * limit);
  let spare: number | null = null;

  return {
    float,
    int,
    between: (low, high) => low + (high - low) * float(),
    gaussian() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      // Box and Muller (1958): two uniforms give two normals.
      const radius = Math.sqrt(-2 * Math.log(1 - float()));
      const angle = 2 * Math.PI * float();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    chance: (probability) => float() < probability,
    pick: (items) => items[int(items.length)] ?? items[0],
    fork: (label) => createRandom(`${seed}/${label}`),
    id(length) {
      let out = "";
      for (let index = 0; index < length; index++) out += ID_ALPHABET[int(ID_ALPHABET.length)];
      return out;
    },
  };
}

/** 256 bits that nobody can guess, as base64url. */
export const createSecret = (): string => randomBytes(32).toString("base64url");

/** A seed for a run that names none; print it, so that the run can be repeated. */
export const createSeed = (): string => randomBytes(6).toString("hex");
