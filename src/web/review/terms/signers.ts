import type { ReviewPage } from "#contract/review/reviewPage.ts";

type Signed = { readonly signatures: readonly { readonly partyId: string }[] };
type Signer = { readonly partyId: string; readonly name: string };

/** Who signs: the lab, and each attached agency for itself. */
export const signersOf = ({ lab, agencies }: Pick<ReviewPage, "lab" | "agencies">): Signer[] => [
  lab,
  ...agencies
    .filter(({ state }) => state === "attached")
    .map(({ partyId, name }) => ({ partyId, name })),
];

export const missingSigners = (
  page: Pick<ReviewPage, "lab" | "agencies">,
  { signatures }: Signed,
): Signer[] =>
  signersOf(page).filter(
    ({ partyId }) => !signatures.some((signature) => signature.partyId === partyId),
  );
