import { shortHash } from "./shortHash.ts";

export const Hash = ({ of }: { readonly of: string }) => (
  <span className="mono nw" title={of}>
    {shortHash(of)}
  </span>
);
