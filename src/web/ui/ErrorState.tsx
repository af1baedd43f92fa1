import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "../api.ts";
import classes from "./states.module.css";

/** What failed, what holds meanwhile, the way out. */
export function ErrorState(props: {
  readonly what: string;
  readonly error: Error;
  readonly again?: () => void;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.failed} role="alert">
      <Failed>
        {capital(props.what)} could not be read. {props.error.message}
      </Failed>
      {props.children}
      {props.again && (
        <Button size="xs" onClick={props.again}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** A refusal of one act, beside the act. */
export function Refusal({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  const problems = error instanceof ApiError ? (error.details.problems ?? []) : [];
  return (
    <div className={classes.refusal} role="alert">
      <Failed>{error.message}</Failed>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.pointer} ${problem.rule}`}>
              <code>{problem.pointer || "/"}</code> {problem.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The square mark of everything that failed. */
export const Failed = ({ children }: { readonly children: ReactNode }) => (
  <p className={classes.mark}>{children}</p>
);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
