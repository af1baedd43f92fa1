import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { BatchStrip } from "../../ui/BatchStrip.tsx";
import { Failed } from "../../ui/ErrorState.tsx";
import { pace } from "./progress.ts";
import { dismissUpload, stopUpload, type Upload, useUploads } from "./uploads.ts";

/** The batches this tab is sending or has just sent. Single files are shown on the intake page. */
export function UploadStrips() {
  const batches = useUploads().filter(
    ({ receipt, total, state }) => receipt === undefined && (total !== 1 || state !== "done"),
  );
  return batches.slice(-2).map((upload) => <Strip key={upload.id} upload={upload} />);
}

export function Strip({ upload }: { readonly upload: Upload }) {
  const { tally, state, total } = upload;
  const seconds = ((upload.endedAt ?? Date.now()) - upload.startedAt) / 1000;
  const matched = tally.new + tally.same + tally.proposed > 0;
  return (
    <BatchStrip
      name={upload.name}
      from={state === "sending" ? "being sent" : state}
      total={total}
      done={tally.done}
      parts={
        matched
          ? [
              { kind: "new", count: tally.new },
              { kind: "same", count: tally.same },
              { kind: "proposed", count: tally.proposed },
              { kind: "known", count: tally.known },
              { kind: "refused", count: tally.refused },
            ]
          : [
              { kind: "new", count: tally.stored },
              { kind: "known", count: tally.known },
              { kind: "refused", count: tally.refused },
            ]
      }
      pace={pace(tally.done, total, seconds)}
      foot={
        state === "sending"
          ? "Goes on while this tab is open, whatever page you look at"
          : state === "stopped"
            ? "Stopped. What was acknowledged stays; send the file again to complete it."
            : ""
      }
      problem={<Problem upload={upload} />}
      acts={
        state === "sending" ? (
          <Button variant="subtle" onClick={() => stopUpload(upload.id)}>
            Stop
          </Button>
        ) : (
          <Button variant="subtle" onClick={() => dismissUpload(upload.id)}>
            Dismiss
          </Button>
        )
      }
    />
  );
}

function Problem({ upload }: { readonly upload: Upload }) {
  if (upload.error) return <Failed>{upload.error.message}</Failed>;
  const [first] = upload.tally.first;
  if (first === undefined) return null;
  const [problem] = first.problems;
  const more = upload.tally.refused - 1;
  return (
    <Link to="/intake">
      line {first.line}: {problem ? `${problem.pointer} ${problem.message}` : "refused"}
      {more > 0 && `, and ${more} more`}
    </Link>
  );
}
