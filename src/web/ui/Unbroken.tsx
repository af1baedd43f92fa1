import { Fragment } from "react";

const WHOLE = /(\b(?:\d{4}-\d{2}-\d{2}|[A-Z]{2}-\d{4}-\d+)\b)/;

/** A sentence whose dates and ids stay whole where it wraps. */
export const Unbroken = ({ text }: { readonly text: string }) =>
  text.split(WHOLE).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <span key={at} className="nw">
        {part}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <Fragment key={at}>{part}</Fragment>
    ),
  );
