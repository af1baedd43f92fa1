import { shortHash } from "./words.ts";

/** Enough of a SHA-256 to tell two on one page apart. The whole stands on hover. */
export const Hash = ({ of }: { readonly of: string }) => (
  <span className="mono nw" title={of}>
    {shortHash(of)}
  </span>
);
