import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { partyName } from "../who.ts";
import { KIND_WORDS, toSize } from "../words.ts";

type Page = Pick<ReviewPage, "materials" | "lab" | "agencies">;

/** What a sealed thing can be called by those who do not hold its key: its kind, its size, and whose it is. */
export function thingOf(page: Page, materialId: string): string {
  const found = page.materials.find(({ id }) => id === materialId);
  if (found === undefined) return "A sealed thing that is not shown to you";
  return `${KIND_WORDS[found.kind]}, ${toSize(found.size)}, from ${partyName(page, found.byPartyId)}`;
}
