import { leadOf } from "./escape.ts";

/** An alphabet in which each unit stands for so many bits. */
export type Alphabet = {
  readonly name: "base64" | "hex";
  readonly bits: 4 | 6;
  /** Value of each unit; 255 is none of it. */
  readonly values: Uint8Array;
};

function valuesOf(...spellings: readonly string[]): Uint8Array {
  const values = new Uint8Array(65_536).fill(255);
  for (const spelling of spellings) {
    [...spelling].forEach((char, value) => {
      values[char.charCodeAt(0)] = value;
    });
  }
  return values;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Base64 in both spellings (RFC 4648, sections 4 and 5), and hex. */
export const BASE64: Alphabet = {
  name: "base64",
  bits: 6,
  values: valuesOf(`${LETTERS}+/`, `${LETTERS}-_`),
};
export const HEX: Alphabet = {
  name: "hex",
  bits: 4,
  values: valuesOf("0123456789ABCDEF", "0123456789abcdef"),
};

/** A character a packed text gave, and the unit (counted from its beginning) where its bits begin. */
export type Unpacked = { readonly code: number; readonly from: number };

const isText = (code: number): boolean =>
  (code >= 32 && code !== 127 && (code < 128 || code > 159)) ||
  code === 9 ||
  code === 10 ||
  code === 13;

/** False for a byte with which no character of a text begins, and which is no half of one. */
export const mayBeText = (byte: number): boolean =>
  byte < 128 ? isText(byte) || byte === 0 : leadOf(byte) !== undefined;

/** Bits to bytes to UTF-8 to code points; dead as soon as what comes out is no text. */
export class Unpacker {
  isDead = false;
  readonly #alphabet: Alphabet;
  #bits = 0;
  #count = 0;
  #read = 0;
  #code = 0;
  #missing = 0;
  #from = 0;
  /** The last byte was zero: of text in two bytes a character, every other byte is. */
  #wasZero = false;

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
  }

  /** Reads one unit of the alphabet. */
  push(unit: number): Unpacked | undefined {
    const { bits, values } = this.#alphabet;
    this.#bits = ((this.#bits << bits) | (values[unit] ?? 0)) & 0xffff;
    this.#count += bits;
    this.#read += 1;
    if (this.#count < 8) return undefined;
    this.#count -= 8;
    return this.#byte((this.#bits >> this.#count) & 0xff);
  }

  #byte(byte: number): Unpacked | undefined {
    const { bits } = this.#alphabet;
    if (byte === 0 && this.#wasZero) return this.#die();
    this.#wasZero = byte === 0;
    if (this.#missing > 0) {
      if (byte >> 6 !== 2) return this.#die();
      this.#code = (this.#code << 6) | (byte & 0x3f);
      this.#missing -= 1;
    } else {
      const lead = leadOf(byte);
      if (!lead) return this.#die();
      this.#from = this.#read - Math.ceil((8 + this.#count) / bits);
      this.#code = lead.bits;
      this.#missing = lead.count;
    }
    if (this.#missing > 0) return undefined;
    if (!(isText(this.#code) || this.#code === 0) || this.#code > 0x10ffff) return this.#die();
    return { code: this.#code, from: this.#from };
  }

  #die(): undefined {
    this.isDead = true;
  }
}
