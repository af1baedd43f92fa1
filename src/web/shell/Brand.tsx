import classes from "./brand.module.css";

/** The mark: an assay office's octagon around the A. */
export const Brand = ({ desk }: { readonly desk: string | undefined }) => (
  <span className={classes.brand}>
    <svg viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d="M6 1.5h8L18.5 6v8L14 18.5H6L1.5 14V6z" stroke="var(--ink)" strokeWidth="1.5" />
      <path d="M6 14l4-8.5L14 14M7.6 11h4.8" stroke="var(--accent)" strokeWidth="1.7" />
    </svg>
    <span>
      Assay
      <small>{desk ?? "\u00a0"}</small>
    </span>
  </span>
);
