import classes from "./intake.module.css";

type Problem = { readonly rule: string; readonly pointer: string; readonly message: string };

/** The faults of one line or file: where, what, and what to do. */
export const ProblemList = (props: {
  readonly line?: number;
  readonly problems: readonly Problem[];
}) => (
  <ul className={classes.problems}>
    {props.problems.map((problem) => (
      <li key={problem.pointer + problem.rule + problem.message}>
        {props.line !== undefined && <span className="strong">line {props.line}</span>}
        <code>{problem.pointer || "/"}</code>
        <span>{problem.message}</span>
      </li>
    ))}
  </ul>
);
