import type { ReviewPage } from "#contract/review/reviewPage.ts";

type Parties = Pick<ReviewPage, "lab" | "agencies">;

/** Name of a party of the review. An agency that is not shown to who asks stays unnamed. */
export function partyName({ lab, agencies }: Parties, partyId: string | null): string {
  if (partyId === lab.partyId) return lab.name;
  return agencies.find((agency) => agency.partyId === partyId)?.name ?? "another party";
}

type Result = Pick<ReviewPage["results"][number], "partyId" | "shared">;

/** Attached agencies that have not got a result. */
export const agenciesWithout = (
  { agencies }: Pick<ReviewPage, "agencies">,
  { partyId, shared }: Result,
) =>
  agencies.filter(
    (agency) =>
      agency.state === "attached" &&
      agency.partyId !== partyId &&
      !shared?.with.includes(agency.partyId),
  );
