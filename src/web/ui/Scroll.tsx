import type { ReactNode, Ref } from "react";

/** A part that scrolls inside itself. It takes the focus, so that the arrow keys reach what lies outside. */
export const Scroll = (props: {
  readonly label: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section ref={props.ref} className={props.className} aria-label={props.label} tabIndex={0}>
    {props.children}
  </section>
);
