/** `5f3e…91`: enough of a hash to tell two on one page apart. The whole stands on hover. */
export const shortHash = (identity: string): string => {
  const digits = identity.replace(/^sha256:/, "");
  return digits.length <= 8 ? digits : `${digits.slice(0, 4)}…${digits.slice(-2)}`;
};
