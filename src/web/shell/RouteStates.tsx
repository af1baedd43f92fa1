import type { ErrorComponentProps } from "@tanstack/react-router";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { LoadingState } from "../ui/LoadingState.tsx";
import { Page } from "../ui/Page.tsx";

export const RouteWaiting = () => (
  <Page title={"\u00a0"}>
    <LoadingState what="the page" lines={8} />
  </Page>
);

export const RouteFailed = ({ error, reset }: ErrorComponentProps) => (
  <Page title="This page failed">
    <ErrorState
      what="the page"
      error={error instanceof Error ? error : new Error(String(error))}
      again={reset}
    />
  </Page>
);

export const NotFound = () => (
  <Page title="Not here">
    <EmptyState page fact="There is nothing at this address.">
      A case may have been merged, or you may not be among those who may see it.{" "}
      <a href="/welcome">Go to the start</a>.
    </EmptyState>
  </Page>
);

export const NotYours = () => (
  <Page title="Not among your pages">
    <EmptyState page fact="Your roles do not include this page.">
      An administrator of your desk can change that. <a href="/welcome">Go to the start</a>.
    </EmptyState>
  </Page>
);
