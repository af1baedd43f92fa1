import { Link } from "@tanstack/react-router";
import { useMay, useMe } from "../session.ts";
import { navigationOf } from "./navigation.ts";
import classes from "./shell.module.css";

const figure = new Intl.NumberFormat("en");

export function Nav({ id }: { readonly id: string }) {
  const { counts } = useMe();
  const groups = navigationOf(useMay());
  return (
    <div id={id} className={classes.nav}>
      {groups.map(({ title, items }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {items.map(({ to, label, count, isExact = false }) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: isExact, includeSearch: false }}
                  activeProps={{ "aria-current": "page" }}
                >
                  {label}
                  <span>{count && counts[count] ? figure.format(counts[count]) : ""}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
