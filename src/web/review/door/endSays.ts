import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { attachedNames, counted } from "../reviewSays.ts";

/** What an end of the review brings, as facts to confirm. */
export function endFacts(page: ReviewPage): { readonly label: string; readonly value: string }[] {
  const grants = page.grants.filter(({ state }) => state === "given").length;
  return [
    { label: "What", value: `${page.model}, ${page.version} (${page.ref})` },
    { label: "Told to", value: attachedNames(page) },
    {
      label: "Access",
      value:
        grants === 0
          ? "nobody has any"
          : `${counted(grants, "grant")} ${grants === 1 ? "ends" : "end"} this minute`,
    },
    {
      label: "Material",
      value:
        page.materials.length === 0
          ? "none was sealed"
          : `whoever can read one of the ${counted(page.materials.length, "sealed thing")} is asked for a destruction certificate`,
    },
    { label: "Then", value: "It stays as a record. It does not open again." },
  ];
}
