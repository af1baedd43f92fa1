import { Link } from "@tanstack/react-router";
import type { Action } from "#core/guard/verdict.ts";
import { useMay } from "../../session.ts";

/** For whoever sent what the guard holds back: who decides, and what can be done meanwhile. */
export function WhatToDo({ verdict }: { readonly verdict: Action }) {
  const mayDecide = useMay()("guard.decide");
  if (verdict === "block")
    return (
      <p className="small soft">Nobody lets this go: write it anew, without what is named above.</p>
    );
  return (
    <p className="small soft">
      {mayDecide ? (
        <>
          It waits under <Link to="/guard/held">Held</Link>. Somebody else than its sender lets it
          go as it is; anybody who decides there may let its rewriting go.
        </>
      ) : (
        "A coordinator decides whether it goes, goes rewritten, or is blocked. What nobody decides in time is blocked."
      )}{" "}
      A new draft without what is named above needs nobody.
    </p>
  );
}
