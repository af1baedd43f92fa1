import type { Cursor } from "./cursor.ts";

const EVENTS = ["introduced", "fixed", "last_affected", "limit"];

/** What the schema asks of packages and ranges: without it nobody can tell which versions are meant. */
export function judgeAffected(affected: readonly Cursor[]): void {
  for (const item of affected) {
    judgePackage(item.object("package"));
    for (const range of item.objects("ranges")) judgeRange(range);
  }
}

function judgePackage(named: Cursor | null): void {
  named?.required("ecosystem", "where the package comes from, such as npm");
  named?.required("name", "the package's name there");
}

function judgeRange(range: Cursor): void {
  const type = range.required("type", "GIT, SEMVER or ECOSYSTEM");
  if (type?.value === "GIT") range.required("repo", "the address of the repository");
  if (range.required("events", 'a list that begins with {"introduced": …}') === null) return;
  const events = range.objects("events");
  for (const event of events) judgeEvent(event);
  if (!events.some((event) => event.member("introduced") !== null))
    range.fault(
      "range",
      'No event says where the range begins. Add {"introduced": …}, "0" for the very beginning.',
    );
}

/** One event is one point: two of them in one object have no order. */
function judgeEvent(event: Cursor): void {
  const said = EVENTS.filter((key) => event.member(key) !== null);
  if (said.length === 1) return;
  event.fault(
    "event",
    said.length === 0
      ? `The event says nothing. Write one of ${EVENTS.join(", ")}.`
      : `The event says ${said.join(" and ")} at once. Make an event of each.`,
  );
}
