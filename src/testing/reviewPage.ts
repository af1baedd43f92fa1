import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { STORY } from "./reviewStory.ts";
import { SOME_TERMS } from "./reviewTerms.ts";

const AT = "2026-09-08T08:42:00.000Z";

export const SOME_VERSION: ReviewPage["terms"][number] = {
  version: 1,
  hash: "ab".repeat(32),
  terms: {
    ...SOME_TERMS,
    variants: [...SOME_TERMS.variants],
    people: [...SOME_TERMS.people],
    agreedUses: [...SOME_TERMS.agreedUses],
    onwardSharing: [...SOME_TERMS.onwardSharing],
  },
  proposedBy: "E. Voss",
  at: AT,
  signatures: [],
};

/** A review in which nothing waits for anybody, as its lab sees it on day 15; a test says what is other in it. */
export const SOME_PAGE: ReviewPage = {
  ref: "RV-2026-0007",
  openedAt: AT,
  lab: { partyId: STORY.lab, name: "Halden Models" },
  model: "Meridian 4",
  version: "final checkpoint",
  increment: { kind: "new-base", reuses: null, note: "" },
  acts: ["coverage-enquiry", "access-window", "partner-selection"],
  openWeight: false,
  stage: "access-open",
  ending: null,
  edition: 12,
  side: "lab",
  clock: {
    state: "running",
    how: null,
    zone: "Europe/Oslo",
    firstDay: "2026-09-08",
    lastDay: "2026-10-07",
    today: "2026-09-22",
    closesAt: "2026-10-07T22:00:00.000Z",
    uncounted: [],
    counted: 15,
    elapsed: 15,
    cap: 30,
    line: "Day 15 of 30, window closes 2026-10-07 24:00 Europe/Oslo",
    reasons: [],
  },
  agencies: [
    {
      partyId: STORY.bureau,
      name: "Model Test Bureau",
      state: "attached",
      since: AT,
      reason: null,
    },
  ],
  terms: [],
  releases: { "trusted-partner": null, limited: null, public: null },
  released: [],
  grants: [],
  conflicts: [],
  materials: [],
  labels: [],
  results: [],
  incidents: [],
  enquiry: null,
  coverage: null,
  partners: [],
  destructions: [],
  selected: [],
  isPaused: false,
  ended: null,
  moves: [],
  people: [],
};
