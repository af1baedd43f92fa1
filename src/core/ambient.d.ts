/** The two globals beyond the language that `core` may use: pure, and the same in Node and in browsers. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encodeInto(input: string, into: Uint8Array): { read: number; written: number };
  encode(input?: string): Uint8Array;
}
