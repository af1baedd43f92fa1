export type SealedFaultCode =
  | "sealed/chunk-damaged"
  | "sealed/cut-short"
  | "sealed/envelope-damaged"
  | "sealed/key-missing"
  | "sealed/label-missing"
  | "sealed/manifest-differs"
  | "sealed/part-damaged"
  | "sealed/size-differs"
  | "sealed/source-changed";

/** Ends a stream of sealed bytes: nothing after it, and nothing of what it speaks of, was given out. */
export class SealedFault extends Error {
  readonly code: SealedFaultCode;
  constructor(code: SealedFaultCode, detail: string) {
    super(detail);
    this.code = code;
  }
}
