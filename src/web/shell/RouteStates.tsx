import type { ErrorComponentProps } from "@tanstack/react-router";
import { type ReactNode, useContext } from "react";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { LoadingState } from "../ui/LoadingState.tsx";
import { Page } from "../ui/Page.tsx";
import { InShell } from "./InShell.ts";
import classes from "./shell.module.css";

/** These stand inside the shell where there is one, and alone while nobody is known yet. */
const Framed = (props: { readonly title: string; readonly children: ReactNode }) =>
  useContext(InShell) ? (
    <Page {...props} />
  ) : (
    <main className={classes.alone}>
      <Page {...props} />
    </main>
  );

export const RouteWaiting = () => (
  <Framed title="One moment">
    <LoadingState what="the page" lines={8} />
  </Framed>
);

export const RouteFailed = ({ error, reset }: ErrorComponentProps) => (
  <Framed title="This page failed">
    <ErrorState
      what="the page"
      error={error instanceof Error ? error : new Error(String(error))}
      again={reset}
    />
  </Framed>
);

export const NotFound = () => (
  <Framed title="Not here">
    <EmptyState page fact="There is nothing at this address.">
      A case may have been merged, or you may not be among those who may see it.{" "}
      <a href="/welcome">Go to the start</a>.
    </EmptyState>
  </Framed>
);

export const NotYours = () => (
  <Framed title="Not among your pages">
    <EmptyState page fact="Your roles do not include this page.">
      An administrator of your desk can change that. <a href="/welcome">Go to the start</a>.
    </EmptyState>
  </Framed>
);
