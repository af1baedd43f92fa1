import { Link } from "@tanstack/react-router";
import { useMay } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import classes from "./queue.module.css";
import type { QueueView } from "./view.ts";

/** Why a list is empty, and what comes next. */
export function EmptyQueue({ view }: { readonly view: QueueView }) {
  const may = useMay();
  return (
    <div className={classes.inset}>
      <EmptyState page fact={factOf(view)}>
        {view.text !== "" || view.evidence !== "any" || view.status !== "open" ? (
          "Take a filter away, or look at another view."
        ) : view.assigned === "me" ? (
          <>
            Open the <Link to="/queue">whole queue</Link> and press <kbd>a</kbd> on a case to take
            it.
          </>
        ) : may("report.submit") ? (
          <>
            Cases come from reports: <Link to="/intake">submit a file or a batch</Link>.
          </>
        ) : (
          "A case appears here when its coordinator brings your party into it."
        )}
      </EmptyState>
    </div>
  );
}

function factOf(view: QueueView): string {
  if (view.text !== "") return `No case matches “${view.text}”.`;
  if (view.view === "due") return "Nothing is due within 72 hours.";
  if (view.view === "waiting") return "Nothing waits for you.";
  if (view.view === "silent") return "No owner has been silent for 14 days.";
  if (view.view === "disputed") return "Nobody disputes a severity.";
  if (view.view === "unknown") return "Every input of every decision is known.";
  if (view.view === "overflow") return "No owner’s weekly budget is exceeded.";
  return view.assigned === "me" ? "No case is yours." : "There are no cases.";
}
