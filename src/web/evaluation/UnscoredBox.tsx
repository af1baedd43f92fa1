import classes from "./evaluations.module.css";

/** Categories that no judge looks at: counted, in the way of a green gate, with the next step. */
export function UnscoredBox({ categories }: { readonly categories: readonly string[] }) {
  if (categories.length === 0) return null;
  return (
    <p className={classes.unscored}>
      <b>Unscored: {categories.map((name) => `“${name}”`).join(", ")}.</b> No rule and no model
      looks at {categories.length === 1 ? "it" : "them"}. The trials are counted, and keep a gate
      from going green. Add a judge to the configuration and run <code>assay eval judge</code>: no
      trial is run again.
    </p>
  );
}
