import { diffTerms } from "#core/review/diffTerms.ts";
import type { Terms } from "#core/review/terms.ts";
import classes from "./terms.module.css";

/** What the newer terms change, part by part; signs and words say it, not colours. */
export function TermsDiff({ older, newer }: { readonly older: Terms; readonly newer: Terms }) {
  const changes = diffTerms(older, newer);
  if (changes.length === 0) return <p className="dim small">Nothing: both read the same.</p>;
  return (
    <ul className={classes.changes}>
      {changes.map(({ path, label, before, after }) => (
        <li key={`${path} ${before ?? ""}`}>
          <span className="soft">{label}</span>
          <span>
            {before !== null && (
              <del>
                <span className="gone">taken out: </span>
                {before}
              </del>
            )}
            {after !== null && (
              <ins>
                <span className="gone">put in: </span>
                {after}
              </ins>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
