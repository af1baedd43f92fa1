import { useEffect, useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { sweepOpened } from "../sealed/sink.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Section } from "../ui/Page.tsx";
import { DropToSeal } from "./material/DropToSeal.tsx";
import { LabelDialog } from "./material/LabelDialog.tsx";
import { Labels } from "./material/Labels.tsx";
import { MaterialTable } from "./material/MaterialTable.tsx";
import classes from "./material/material.module.css";
import { SealDialog } from "./material/SealDialog.tsx";
import { SealingStrip } from "./material/SealingStrip.tsx";
import { useSealings } from "./material/sealings.ts";
import { moveOf } from "./moves.ts";
import { ReviewAct } from "./ReviewAct.tsx";

/** Everything sealed into the review. It is encrypted and opened in the reader's own page, and nowhere else. */
export function MaterialSection({ page }: { readonly page: ReviewPage }) {
  const [sealing, setSealing] = useState<{ readonly file: File | undefined }>();
  const { open, why } = moveOf(page, "seal-material");
  const sealings = useSealings().filter(({ review }) => review === page.ref);
  useEffect(() => {
    void sweepOpened().catch(() => undefined);
  }, []);
  return (
    <Section
      id="material"
      title="Sealed material"
      fact="encrypted on your machine; who runs this service holds no key"
      act={
        <ReviewAct page={page} move="claim-label" label="Claim a protection for the submission">
          {(close) => (
            <LabelDialog
              page={page}
              on="submission"
              what="the submission as a whole"
              onClose={close}
            />
          )}
        </ReviewAct>
      }
    >
      <Submission page={page} />
      {page.materials.length === 0 ? (
        <EmptyState fact="Nothing is sealed here.">
          Model cards, prompts, pointers to weights: each goes to readers whom you name, and only
          they can open it.
        </EmptyState>
      ) : (
        <MaterialTable page={page} />
      )}
      {sealings.map((one) => (
        <SealingStrip key={one.id} sealing={one} />
      ))}
      {page.stage !== "closed" && (
        <DropToSeal disabled={!open} why={why} onSeal={(file) => setSealing({ file })} />
      )}
      {sealing && (
        <SealDialog page={page} file={sealing.file} onClose={() => setSealing(undefined)} />
      )}
    </Section>
  );
}

function Submission({ page }: { readonly page: ReviewPage }) {
  const labels = page.labels.filter(({ on }) => on === "submission");
  if (labels.length === 0) return null;
  return (
    <div className={classes.submission}>
      <span className="dim">Claimed for the submission as a whole</span>
      <Labels labels={labels} />
    </div>
  );
}
