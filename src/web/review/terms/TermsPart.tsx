import { NativeSelect } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { printTerms } from "#contract/review/terms.ts";
import { pathOf } from "../../request.ts";
import { useMe } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { moveOf } from "../moves.ts";
import { ReviewAct } from "../ReviewAct.tsx";
import classes from "../review.module.css";
import { listed } from "../reviewSays.ts";
import { Signatures } from "./Signatures.tsx";
import { SignDialog } from "./SignDialog.tsx";
import { missingSigners } from "./signers.ts";
import { TermsDiff } from "./TermsDiff.tsx";
import { TermsFacts } from "./TermsFacts.tsx";
import terms from "./terms.module.css";

type Version = ReviewPage["terms"][number];

/** What both sides signed or have before them: one version at a time, against any other. */
export function TermsPart({ page }: { readonly page: ReviewPage }) {
  const newest = page.terms.at(-1);
  const [chosen, setChosen] = useState<number>();
  const shown = page.terms.find(({ version }) => version === chosen) ?? newest;
  return (
    <Section id="terms" title="Terms" fact={factOf(page, newest)} act={<Acts page={page} />}>
      {shown === undefined ? (
        <EmptyState fact="No terms yet.">
          Either side proposes them: how access works, for whom, for what, and when everything is
          destroyed. Both sign.
        </EmptyState>
      ) : (
        <>
          {page.terms.length > 1 && (
            <NativeSelect
              className={terms.short}
              label="Version shown"
              data={page.terms.toReversed().map(({ version, proposedBy }) => ({
                value: String(version),
                label: `Version ${version}, proposed by ${proposedBy}`,
              }))}
              value={String(shown.version)}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          )}
          <TermsFacts version={shown} />
          <Signatures page={page} version={shown} />
          <p className={classes.says}>
            <a
              href={pathOf(printTerms.path, { ref: page.ref, version: shown.version })}
              target="_blank"
              rel="noreferrer"
            >
              To read and to print
            </a>
          </p>
          <Against page={page} shown={shown} key={shown.version} />
        </>
      )}
    </Section>
  );
}

function factOf(page: ReviewPage, newest: Version | undefined): string {
  if (newest === undefined) return "signed by both sides before any access";
  const missing = missingSigners(page, newest);
  if (missing.length === 0) return `version ${newest.version}, signed by all`;
  return `version ${newest.version}, not signed yet by ${listed(missing.map(({ name }) => name))}`;
}

function Acts({ page }: { readonly page: ReviewPage }) {
  const { party } = useMe();
  const newest = page.terms.at(-1);
  const propose = moveOf(page, "propose-terms");
  const isMine = newest?.signatures.some(({ partyId }) => partyId === party?.id) ?? false;
  return (
    <span className="row small">
      {newest !== undefined && !isMine && (
        <ReviewAct page={page} move="sign-terms" label={`Sign version ${newest.version}`}>
          {(close) => <SignDialog page={page} version={newest} onClose={close} />}
        </ReviewAct>
      )}
      {propose.open ? (
        <Link to="/reviews/$ref/terms" params={{ ref: page.ref }}>
          {newest === undefined ? "Propose terms" : "Propose a version"}
        </Link>
      ) : (
        <span className="dim" title={propose.why}>
          No version can be proposed
        </span>
      )}
    </span>
  );
}

/** Against the version before it unless another is chosen. */
function Against({ page, shown }: { readonly page: ReviewPage; readonly shown: Version }) {
  const [isOpen, setOpen] = useState(false);
  const others = page.terms.filter(({ version }) => version !== shown.version);
  const [chosen, setChosen] = useState(shown.version - 1);
  const other = others.find(({ version }) => version === chosen) ?? others.at(-1);
  if (other === undefined) return null;
  return (
    <div className={classes.says}>
      <TextButton onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Put the changes away" : `What changed against version ${other.version}`}
      </TextButton>
      {isOpen && (
        <>
          {others.length > 1 && (
            <NativeSelect
              className={terms.short}
              label="Against"
              data={others.map(({ version }) => ({
                value: String(version),
                label: `Version ${version}`,
              }))}
              value={String(other.version)}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          )}
          <TermsDiff older={other.terms} newer={shown.terms} />
        </>
      )}
    </div>
  );
}
