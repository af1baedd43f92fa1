import { Button, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AdvisoryPage } from "#contract/clearinghouse/advisory.ts";
import { useMay } from "../../session.ts";
import { ErrorState, Refusal } from "../../ui/ErrorState.tsx";
import { Page, Section, TextButton } from "../../ui/Page.tsx";
import frame from "../../ui/page.module.css";
import { AdvisoryForm } from "./AdvisoryForm.tsx";
import { AdvisoryTrail } from "./AdvisoryTrail.tsx";
import classes from "./advisory.module.css";
import { DraftContext } from "./DraftContext.ts";
import { getAt } from "./draft.ts";
import { Preview } from "./Preview.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { Published } from "./Published.tsx";
import { RenderingList } from "./RenderingList.tsx";
import { type Keeping, useAdvisoryDraft } from "./useAdvisoryDraft.ts";

const SAYS: Record<Keeping, string> = {
  kept: "kept",
  changed: "changed, is kept in a moment",
  keeping: "being kept and validated…",
  failed: "not kept",
};

export function AdvisoryEditor({
  page,
  again,
}: {
  readonly page: AdvisoryPage;
  readonly again: () => void;
}) {
  const may = useMay();
  const { draft, state, error, conflict, keepNow, replace } = useAdvisoryDraft(
    page,
    !may("advisory.edit"),
  );
  const [asSource, setAsSource] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const title = getAt(draft.document, "/title");
  const { allowed, why } = page.mayPublish;
  const settled = state === "kept" && draft.problems.length === 0;
  return (
    <Page
      trail={<AdvisoryTrail of={page.ref} />}
      title={typeof title === "string" && title !== "" ? title : page.ref}
      acts={
        <>
          <TextButton onClick={() => setAsSource(!asSource)}>
            {asSource ? "As a form" : "As JSON"}
          </TextButton>
          {may("advisory.publish") && (
            <Button
              variant="filled"
              disabled={!allowed || !settled}
              title={why ?? (settled ? undefined : "The draft has faults or is not kept yet.")}
              onClick={() => setPublishing(true)}
            >
              Publish…
            </Button>
          )}
        </>
      }
    >
      <p className={frame.meta}>
        <span>
          of{" "}
          <Link to="/cases/$ref" params={{ ref: page.caseRef }} className="mono">
            {page.caseRef}
          </Link>
        </span>
        <span role="status">
          draft {page.revision}, {SAYS[state]}
        </span>
        {why && <span className="strong">{why}</span>}
      </p>
      {conflict ? (
        <ErrorState
          what="the draft as it stands"
          error={
            new Error(
              "Somebody else changed it meanwhile. Load theirs; your last changes are lost.",
            )
          }
        >
          <Button
            onClick={() => {
              again();
              location.reload();
            }}
          >
            Load theirs
          </Button>
        </ErrorState>
      ) : (
        <Refusal error={error} />
      )}
      <div className={classes.columns}>
        <div>
          <DraftContext value={draft}>
            {asSource ? (
              <Source document={draft.document} onDocument={replace} />
            ) : (
              <AdvisoryForm />
            )}
          </DraftContext>
        </div>
        <div className={classes.side}>
          <Section
            title="Renderings"
            fact="each by its own standard’s validator"
            act={<TextButton onClick={keepNow}>Check now</TextButton>}
          >
            <RenderingList renderings={page.renderings} />
            {draft.problems.length > 0 && (
              <ul className={classes.faults}>
                {draft.problems.slice(0, 12).map((problem) => (
                  <li key={problem.rule + problem.pointer + problem.message}>
                    <code>{problem.pointer || "/"}</code> {problem.message}
                  </li>
                ))}
                {draft.problems.length > 12 && (
                  <li className="dim">and {draft.problems.length - 12} more</li>
                )}
              </ul>
            )}
          </Section>
          <Preview page={page} />
          <Published page={page} />
        </div>
      </div>
      {publishing && (
        <PublishDialog page={page} document={draft.document} onClose={() => setPublishing(false)} />
      )}
    </Page>
  );
}

/** The draft as it is stored, for what the form does not show. */
function Source(props: {
  readonly document: unknown;
  readonly onDocument: (document: unknown) => void;
}) {
  const [text, setText] = useState(() => JSON.stringify(props.document, null, 2));
  const [problem, setProblem] = useState<string>();
  const change = (next: string) => {
    setText(next);
    try {
      props.onDocument(JSON.parse(next));
      setProblem(undefined);
    } catch (error) {
      setProblem(`Not JSON yet, so it is not kept: ${(error as Error).message}`);
    }
  };
  return (
    <Section title="The draft as JSON">
      <Textarea
        aria-label="The draft as JSON"
        classNames={{ input: classes.source ?? "" }}
        autosize
        minRows={24}
        maxRows={48}
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </Section>
  );
}
