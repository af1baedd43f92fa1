import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { partyName } from "../who.ts";
import { missingSigners } from "./signers.ts";
import classes from "./terms.module.css";

type Version = ReviewPage["terms"][number];

export const Signatures = (props: { readonly page: ReviewPage; readonly version: Version }) => (
  <ul className={classes.signatures} aria-label={`Signatures of version ${props.version.version}`}>
    {props.version.signatures.map((one) => (
      <li key={`${one.partyId} ${one.at}`}>
        <State dot="ok">
          signed by {one.name}, {partyName(props.page, one.partyId)}
        </State>
        <span className="dim" title={one.proof.publicKey}>
          <Time at={one.at} />, {one.method === "webauthn" ? "passkey" : "Ed25519 key"}
        </span>
      </li>
    ))}
    {missingSigners(props.page, props.version).map(({ partyId, name }) => (
      <li key={partyId}>
        <State dot="open">not signed by {name}</State>
      </li>
    ))}
  </ul>
);
