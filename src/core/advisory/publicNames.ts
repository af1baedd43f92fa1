import type { Advisory } from "./advisory.ts";

/** Whom an advisory names on purpose: its publisher, how to reach it, and whoever gets credit. */
export const publicNames = ({
  publisher,
  credits,
}: Pick<Advisory, "publisher" | "credits">): string[] => [
  publisher.name,
  publisher.contact,
  ...credits.map(({ name }) => name),
];
