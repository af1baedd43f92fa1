import type { ReviewEvent, ReviewEventType } from "./reviewEvent.ts";

type Notice = {
  readonly subject: string;
  readonly body: string;
  readonly to: "lab" | "agency" | "all" | "recorder";
};

const say = (to: Notice["to"], subject: string, body = `${subject}.`): Notice => ({
  to,
  subject,
  body,
});

/** What people are told by mail, and which side. A mail names no model, no finding and no material. */
const NOTICES: Partial<Record<ReviewEventType, Notice>> = {
  "agency-named": say("agency", "Your agency was attached to a review"),
  "agency-asked": say(
    "lab",
    "An agency asks to be attached",
    "An agency asks to be attached. Until you answer, it is not.",
  ),
  "agency-answered": say("agency", "Your agency was attached to a review"),
  submitted: say("agency", "The lab handed the review in"),
  "terms-proposed": say(
    "all",
    "A version of the terms was proposed",
    "A version of the terms was proposed. Both sides sign it anew.",
  ),
  "terms-signed": say("all", "The terms were signed by one more side"),
  "access-confirmed": say(
    "all",
    "Access works: the window is open",
    "The lab confirmed that access works. Today is day 1.",
  ),
  "release-dated": say("agency", "The lab changed a release date"),
  "days-left-uncounted": say("agency", "The lab left days uncounted"),
  "outage-reported": say(
    "all",
    "An outage was put on record",
    "An outage was put on record. It changes no date.",
  ),
  "grant-asked": say("lab", "An agency asks for access"),
  "grant-answered": say("agency", "The lab answered a request for access"),
  "grant-ended": say("agency", "A grant ended"),
  "material-sealed": say("all", "Something was sealed into the review"),
  "result-given": say(
    "lab",
    "A result was given to you in writing",
    "A result was given to you in writing. Your reply is attached before it is shared.",
  ),
  "reply-attached": say("agency", "The lab replied to a result"),
  "result-shared": say("all", "A result was shared, with the lab's reply"),
  "incident-opened": say(
    "all",
    "An incident was opened: access is paused",
    "A containment event was reported. Access is paused until the incident ends.",
  ),
  "incident-ended": say("all", "An incident ended"),
  "incident-overdue": say("all", "The time set for an incident has run out, and it is open"),
  "coverage-recorded": say("lab", "Coverage was recorded"),
  "partner-proposed": say(
    "all",
    "A trusted partner was proposed",
    "A trusted partner was proposed. Silence is not consent.",
  ),
  "partner-answered": say("all", "A proposal of a trusted partner was answered"),
  withdrawn: say("all", "The lab withdrew the review"),
  completed: say("all", "The review is complete"),
  expired: say(
    "all",
    "The window closed by itself",
    "The window closed by itself. Every grant has ended with it.",
  ),
  "found-not-applicable": say("all", "The review ended: it does not apply"),
  "destruction-asked": say("all", "A destruction certificate is asked for"),
  "destruction-stated": say("lab", "A destruction certificate came in"),
  "destruction-overdue": say("all", "A destruction certificate is overdue"),
};

const COVERAGE_ASKED = say("recorder", "A lab asks whether a model is covered");

/** An agency that is not attached is told nothing: silence is no. */
export const noticeOf = (event: ReviewEvent): Notice | undefined =>
  event.type === "agency-answered" && !event.attached ? undefined : NOTICES[event.type];

/** The party that an event is about alone: to any other its mail would say what is not so. `null`: it concerns all. */
export function addresseeOf(event: ReviewEvent): string | null {
  switch (event.type) {
    case "agency-named":
    case "agency-answered":
    case "destruction-asked":
      return event.partyId;
    default:
      return null;
  }
}

/** What those who record coverage, and take no part in a review, are told of. */
export const noticeToRecorder = ({ type }: ReviewEvent): Notice | undefined =>
  type === "coverage-asked" ? COVERAGE_ASKED : undefined;

/** What the overseer, who takes no part in a review, is told of all the same. */
export const isForOverseer = ({ type }: ReviewEvent): boolean => type === "destruction-overdue";

const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** Third parties of an incident that were named by an address. They learn that there is one, and who can tell them more. */
export function noticeToThirdParty(event: ReviewEvent) {
  if (event.type !== "incident-opened") return [];
  const by = event.by.label;
  return event.thirdParties
    .filter((name) => ADDRESS.test(name))
    .map((to) => ({
      to,
      subject: "You were named as somebody to be told of a containment event",
      body: `A containment event was reported at ${event.at} in the review of an AI model, and ${by} named you as a third party to be told of it.\n\nThis mail says nothing of what happened. Whoever named you can tell you more; answer this mail to reach the desk.\n`,
    }));
}
