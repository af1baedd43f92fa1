import type { ReviewAccess, ReviewPage } from "#contract/review/reviewPage.ts";
import { grantSays } from "../grants/grantTable.ts";
import { KIND_WORDS } from "../words.ts";

type Page = Pick<ReviewPage, "materials" | "grants">;

const kindOf = ({ materials }: Page, id: string | null): string => {
  const material = materials.find((one) => one.id === id);
  return material ? KIND_WORDS[material.kind].toLowerCase() : "a sealed thing";
};

/** What somebody did, after their name. */
export function accessSays(access: ReviewAccess, page: Page): string {
  if (access.what === "review") return "looked at this review";
  if (access.what === "endpoint") return access.detail === "" ? "used the model" : access.detail;
  const kind = kindOf(page, access.materialId);
  return access.what === "envelope" ? `opened the envelope of ${kind}` : `read ${kind}`;
}

/** Under which grant, by what and from where. */
export function accessFrom(access: ReviewAccess, page: Page): string {
  const grant = page.grants.find(({ id }) => id === access.grantId);
  return [
    grant && grantSays(grant),
    access.what === "payload" ? access.detail : "",
    `${access.way}, from ${access.origin}`,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join("; ");
}
