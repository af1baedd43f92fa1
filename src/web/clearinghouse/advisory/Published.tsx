import type { AdvisoryPage } from "#contract/clearinghouse/advisory.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./advisory.module.css";

export const Published = ({ page }: { readonly page: AdvisoryPage }) => (
  <Section title="Published" fact="versions never change">
    {page.published.length === 0 ? (
      <EmptyState fact="Not published.">
        A person publishes it, after the embargo and never by itself.
      </EmptyState>
    ) : (
      <ul className={classes.versions}>
        {page.published.map(({ number, at, by, files }) => (
          <li key={number}>
            <b className="strong">Version {number}</b>{" "}
            <span className="dim">
              <Time at={at} />, {by}
            </span>
            <span className={classes.files}>
              {files.map(({ name, path }) => (
                <a key={path} href={path}>
                  {name}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    )}
  </Section>
);
