/** What is said in the walk through a whole review, and what follows from it. */

export const LAB = "Halden Models";
export const BUREAU = "Model Test Bureau";
export const ENERGY = "Energy Systems Laboratory";

/** Words that stand nowhere else: whoever finds one knows where it comes from. */
export const SECRET = {
  model: "Nightjar",
  version: "kittiwake-4",
  note: "Grid work is new in it: whimbrel.",
  question: "Do the order’s words reach it? See turnstone.",
  basis: "Section 3 (b): dunlin.",
  joining: "We run sanderling tests.",
  use: "Measure redshank",
  file: "osprey-card.bin",
  text: "You are Quince, keeper of the godwit.",
  textName: "plover-prompt.txt",
  grant: "To run set C, avocet.",
  claim: "Finds lapwing in 7 of 40 tries",
  method: "Forty tries, each with curlew.",
  reply: "With safeguards we count 1 of 40: oystercatcher.",
  destroyed: "Keys erased, disk of the knot shredded",
} as const;

/** Who gets which mails of this walk, once for each mail. */
export const TOLD = {
  "Your agency was attached to a review": ["alder", "holm"],
  "The lab handed the review in": ["holm"],
  "A lab asks whether a model is covered": ["recorder"],
  "Coverage was recorded": ["voss"],
  "An agency asks to be attached": ["voss"],
  "A version of the terms was proposed": ["alder", "holm"],
  "The terms were signed by one more side": ["alder", "alder", "holm", "holm", "voss", "voss"],
  "Access works: the window is open": ["alder", "holm"],
  "Something was sealed into the review": ["alder", "holm", "holm"],
  "An agency asks for access": ["voss", "voss"],
  "The lab answered a request for access": ["alder", "holm"],
  "A result was given to you in writing": ["voss"],
  "The lab replied to a result": ["holm"],
  "A result was shared, with the lab's reply": ["alder", "voss"],
  "The window closed by itself": ["alder", "holm", "voss"],
  "A destruction certificate is asked for": ["alder", "holm"],
  "A destruction certificate came in": ["voss", "voss"],
  "A destruction certificate is overdue": ["alder", "overseer", "voss"],
};

/** What a lab can still do once a review has ended: read, claim protections, and date its own releases. */
export const STAYING = [
  "Claim a protection",
  "Claim a protection for the submission",
  "Compare with other policies",
  "Open",
  "Released… Limited",
  "Released… Public",
  "Released… Trusted partners",
  "Review ▾",
  "Set the date of: Limited",
  "Set the date of: Public",
  "Set the date of: Trusted partners",
];

/** What opens a dialog while the window is open: buttons, and items of the menu. */
export const DIALOGS = {
  voss: {
    buttons: [
      "Ask anew",
      "Withdraw…",
      "Seal a file or a text…",
      "Open",
      "Readers",
      "Claim a protection",
      "Claim a protection for the submission",
      "End… : Safeguards off",
      "Open an incident",
      "Propose one",
      "Name an agency",
      "Set the date of: Public",
      "Released… Public",
    ],
    menu: [
      "Put an outage on record…",
      "Leave days uncounted…",
      "End it as complete…",
      "It does not apply…",
    ],
  },
  holm: {
    buttons: ["Ask for access", "Ask… for Final checkpoint", "Give a result", "Declare anew"],
    menu: ["Step back from this review…"],
  },
} as const;
