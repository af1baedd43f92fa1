import type { ReactNode } from "react";
import { Brand } from "../shell/Brand.tsx";
import { SchemeToggle } from "../shell/SchemeToggle.tsx";
import { useTitle } from "../ui/useTitle.ts";
import classes from "./door.module.css";

/** The frame of the pages before the desk: sign-in and enrolment. */
export function Door(props: {
  readonly desk: string | undefined;
  readonly title: string;
  readonly children: ReactNode;
}) {
  useTitle(props.title);
  return (
    <div className={classes.door}>
      <header>
        <Brand desk={props.desk} />
        <SchemeToggle />
      </header>
      <main>
        <h1>{props.title}</h1>
        {props.children}
      </main>
    </div>
  );
}
