/**
 * Values for examples, made of parts when they are needed: what looks like a key in a source file sets off every other
 * scanner that reads it. The characters are from the SHA-2 constants, and belong to nobody.
 */
const HEX = "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa98";
const ALNUM = "q7Zc4KmW9tRxB2vLp8NsYd3HgJf6TaUe1QwErMbXz5CkVnSy0GhDoPiFuAjKl7tR4w";

const repeated = (text: string, count: number): string =>
  text.repeat(Math.ceil(count / text.length)).slice(0, count);

export const hex = (count: number): string => repeated(HEX, count);
export const alnum = (count: number): string => repeated(ALNUM, count);
export const small = (count: number): string => repeated(ALNUM.toLowerCase(), count);
export const capital = (count: number): string => repeated(ALNUM.toUpperCase(), count);
export const digits = (count: number): string => repeated(HEX.replace(/\D/g, ""), count);
export const letters = (count: number): string => repeated(ALNUM.replace(/\d/g, ""), count);
