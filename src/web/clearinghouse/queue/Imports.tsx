import { Link } from "@tanstack/react-router";
import { useMay } from "../../session.ts";
import { Failed } from "../../ui/ErrorState.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./queue.module.css";

type Import = {
  readonly name: "kev" | "epss";
  readonly asOf: string | null;
  readonly failed: string | null;
};

/** What decisions read from outside: a failed or missing import is said here, and what holds meanwhile. */
export function Imports({ imports }: { readonly imports: readonly Import[] }) {
  const may = useMay();
  const failed = imports.filter((each) => each.failed !== null);
  const absent = imports.filter((each) => each.failed === null && each.asOf === null);
  if (failed.length === 0 && absent.length === 0) return null;
  return (
    <div className={classes.notice}>
      {failed.map(({ name, asOf, failed: why }) => (
        <Failed key={name}>
          {name.toUpperCase()} import failed: {why}{" "}
          {asOf ? (
            <>
              The copy of <Time at={asOf} as="day" /> is in use.
            </>
          ) : (
            "Its inputs are unknown meanwhile."
          )}
        </Failed>
      ))}
      {absent.length > 0 && (
        <span className="dim">
          {absent.map(({ name }) => name.toUpperCase()).join(" and ")} not imported yet; decisions
          read {absent.length === 1 ? "it" : "them"} as unknown.
        </span>
      )}
      {may("priority.import") && (
        <Link to="/figures" className="push">
          Import a file
        </Link>
      )}
    </div>
  );
}
