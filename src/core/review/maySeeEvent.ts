import type { ReviewEvent } from "./reviewEvent.ts";
import type { ReviewView } from "./reviewView.ts";

const has = (list: readonly { readonly id: string }[], id: string): boolean =>
  list.some((one) => one.id === id);

/** Whether an event is about something that stands in the view. What is about nothing in particular, everybody sees. */
function isAboutSeen(view: ReviewView, me: string, event: ReviewEvent): boolean {
  switch (event.type) {
    case "agency-asked":
    case "agency-answered":
    case "grant-asked":
      return "partyId" in event && event.partyId === me;
    case "grant-answered":
    case "grant-ended":
      return view.grants.some(({ id, partyId }) => id === event.grantId && partyId === me);
    case "conflict-declared":
    case "recused":
      return event.by.partyId === me;
    case "material-sealed":
    case "material-rewrapped":
      return has(view.materials, event.materialId);
    case "label-claimed":
    case "label-lapsed":
      return has(view.labels, event.labelId);
    case "result-given":
    case "reply-attached":
    case "result-shared":
    case "finding-filed":
      return has(view.results, event.resultId);
    case "incident-opened":
    case "incident-ended":
      return event.by.partyId === me || event.by.side === "lab";
    case "incident-overdue":
      return view.incidents.some(
        ({ id, byPartyId }) => id === event.incidentId && byPartyId === me,
      );
    case "destruction-asked":
    case "destruction-stated":
    case "destruction-overdue":
      return has(view.destructions, event.destructionId);
    default:
      return true;
  }
}

/** The lab sees every event; an agency those that are about what its view shows. */
export const maySeeEvent = (
  side: "lab" | "agency",
  partyId: string,
  view: ReviewView,
  event: ReviewEvent,
): boolean => side === "lab" || isAboutSeen(view, partyId, event);
