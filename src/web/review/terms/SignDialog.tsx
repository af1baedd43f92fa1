import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { beginTermsSignature, signTerms } from "#contract/review/terms.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { partyName } from "../who.ts";
import { SignWith, useSignature } from "./SignWith.tsx";
import { signCommand } from "./signCommand.ts";
import classes from "./terms.module.css";

type Props = {
  readonly page: ReviewPage;
  readonly version: ReviewPage["terms"][number];
  readonly onClose: () => void;
};

/** Signs in the browser: by a passkey over the hash, or with what a key held elsewhere made of it. */
export function SignDialog({ page, version: { version, hash }, onClose }: Props) {
  const me = useMe();
  const signature = useSignature();
  const change = useReviewChange(page, onClose);
  const params = { ref: page.ref, version };
  const sign = () =>
    change.mutate(async (headers) => {
      const body = await signature.sign(() => call(beginTermsSignature, { params }));
      return await call(signTerms, { params, headers, body });
    });
  const party = partyName(page, me.party?.id ?? null);
  return (
    <FormDialog
      open
      title={`Sign version ${version} of the terms`}
      says={
        <>
          As {me.name} for {party}. The signature stays with the terms, and anybody who holds them
          can verify it. What is signed is their SHA-256{" "}
          <span className={classes.hash}>{hash}</span>
        </>
      }
      act={signature.draft.way === "webauthn" ? "Sign with a passkey" : "Attach the signature"}
      busy={change.isPending}
      error={change.error}
      disabled={!signature.isReady}
      onSubmit={sign}
      onClose={onClose}
    >
      <SignWith signature={signature} command={signCommand("terms", hash)} />
    </FormDialog>
  );
}
