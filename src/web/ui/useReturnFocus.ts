import { useLayoutEffect } from "react";

/** What a dialog was opened from: the button with the focus, or the button of the menu that held the item. */
function opener(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest("[role=menu]");
  const button = menu
    ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "")
    : active;
  return button instanceof HTMLElement ? button : null;
}

/** A dialog that closes gives the focus back, also when it is taken off the page at that moment (WCAG 2.4.3). */
export function useReturnFocus(open: boolean): void {
  useLayoutEffect(() => {
    if (!open) return;
    const from = opener();
    return () => {
      setTimeout(() => {
        if (from?.isConnected && document.querySelector("[aria-modal=true]") === null)
          from.focus({ preventScroll: true });
      });
    };
  }, [open]);
}
