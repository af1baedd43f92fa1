import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useMatches, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { signOut } from "#contract/access/session.ts";
import { call } from "../api.ts";
import { KeyHelp } from "../keys/KeyHelp.tsx";
import { listenToKeys } from "../keys/keymap.ts";
import { useKeys } from "../keys/useKeys.ts";
import { useMay, useMe } from "../session.ts";
import { ExerciseBar } from "../system/ExerciseBar.tsx";
import { Brand } from "./Brand.tsx";
import { InShell } from "./InShell.ts";
import { Nav } from "./Nav.tsx";
import { waysOf } from "./navigation.ts";
import { NotYours } from "./RouteStates.tsx";
import { SchemeToggle } from "./SchemeToggle.tsx";
import classes from "./shell.module.css";

/** The frame of every desk page: navigation with counts on the left, the page on the right. */
export function Shell() {
  const me = useMe();
  const may = useMay();
  const needs = useMatches({ select: (matches) => matches.at(-1)?.staticData.needs });
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const { subscribe } = useRouter();
  useEffect(listenToKeys, []);
  useEffect(() => subscribe("onResolved", () => setOpen(false)), [subscribe]);
  useKeys(
    waysOf(may).map(({ keys, does, to }) => ({
      keys,
      does,
      run: () => void navigate({ to }),
    })),
  );
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <nav className={classes.side} data-open={open} aria-label="Main">
        <div className={classes.top}>
          <Link to="/welcome" className={classes.home}>
            <Brand desk={me.desk.name} />
          </Link>
          <button
            type="button"
            className={classes.menu}
            aria-expanded={open}
            aria-controls="nav"
            onClick={() => setOpen(!open)}
          >
            Menu
          </button>
        </div>
        <Nav id="nav" />
        <SignedIn />
      </nav>
      <main id="main" className={classes.main} tabIndex={-1}>
        <ExerciseBar />
        <InShell value={true}>
          {needs === undefined || may(needs) ? <Outlet /> : <NotYours />}
        </InShell>
      </main>
      <KeyHelp />
    </div>
  );
}

function SignedIn() {
  const me = useMe();
  const queries = useQueryClient();
  const leave = async () => {
    await call(signOut, {}).catch(() => undefined);
    queries.clear();
    location.assign("/sign-in");
  };
  return (
    <div className={classes.foot}>
      <span>
        {me.name}
        {me.roles[0] ? `, ${me.roles[0].replace("-", " ")}` : ""}
      </span>
      <span className={classes.footActs}>
        <button type="button" onClick={() => void leave()}>
          Sign out
        </button>
        <SchemeToggle />
      </span>
    </div>
  );
}
