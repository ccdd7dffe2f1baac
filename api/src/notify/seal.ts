import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps what must be used again, unlike a password, but must not be readable in the file. */
export interface Sealer {
  /** `about` names the one row it is for: moved to another row it does not open. */
  seal(text: string, about: string): Buffer;
  /** Null when it was sealed under another session secret, for another row, or is damaged. */
  open(sealed: Buffer, about: string): string | null;
}

/** Seals under a key derived from the session secret, which is not in the file. */
export function createSealer(sessionSecret: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", sessionSecret, "", "resik-notification-secret", 32));
  return {
    seal(text, about) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed, about) {
      if (sealed.length < IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES));
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8");
      try {
        return text + decipher.final("utf8");
      } catch {
        // The tag does not fit: whoever asks says so in words of its own.
        return null;
      }
    },
  };
}
