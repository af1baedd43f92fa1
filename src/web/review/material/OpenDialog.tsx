import { Button, Modal } from "@mantine/core";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { Declined } from "#core/sealed/ask.ts";
import type { Label } from "#core/sealed/label.ts";
import { useIdentities } from "../../sealed/useIdentities.ts";
import { useOpening } from "../../sealed/useOpening.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Scroll } from "../../ui/Scroll.tsx";
import { useReturnFocus } from "../../ui/useReturnFocus.ts";
import { KIND_WORDS, toSize } from "../words.ts";
import { KeyAtHand } from "./KeyAtHand.tsx";
import classes from "./material.module.css";
import { asText, isShowable } from "./shownText.ts";

type Material = ReviewPage["materials"][number];

/** Opens a sealed thing in this page: first its name, then its content, to be read here or saved. */
export function OpenDialog(props: {
  readonly page: ReviewPage;
  readonly material: Material;
  readonly onClose: () => void;
}) {
  const { page, material } = props;
  const keys = material.recipients.map(({ key }) => key);
  const hasKey = useIdentities().all.some(({ key }) => keys.includes(key));
  const opening = useOpening(page.ref, { id: material.id, digest: material.digest });
  useReturnFocus(true);
  return (
    <Modal
      opened
      returnFocus={false}
      onClose={() => {
        opening.stop();
        props.onClose();
      }}
      title={`Open: ${KIND_WORDS[material.kind]}, ${toSize(material.size)}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={classes.steps}>
        {page.side === "agency" && (
          <p className="soft">
            Opening is an access: {page.lab.name} sees it at once, with your name. What was opened
            before the window ends is yours to destroy afterwards, and to state.
          </p>
        )}
        <KeyAtHand keys={keys} />
        {hasKey && <Opening opening={opening} />}
      </div>
    </Modal>
  );
}

type Opened = ReturnType<typeof useOpening>;

function Opening({ opening }: { readonly opening: Opened }) {
  const { state } = opening;
  const label = state.is === "ended" ? state.value.label : undefined;
  return (
    <>
      {state.is === "idle" && (
        <div className={classes.file}>
          <Button variant="filled" onClick={() => void opening.name()}>
            Open it
          </Button>
        </div>
      )}
      {state.is === "running" && <Running opening={opening} />}
      {state.is === "broken" && <Refusal error={inWords(state.error)} />}
      {(state.is === "broken" || state.is === "stopped") && (
        <div className={classes.file}>
          <Button onClick={() => void opening.name()}>Open it again</Button>
        </div>
      )}
      {label && <Named opening={opening} label={label} />}
      {state.is === "ended" && state.value.bytes && (
        <Shown bytes={state.value.bytes} name={state.value.label.name} />
      )}
    </>
  );
}

/** A server that knows it no longer for this reader says the same as one that never did; whoever is on this page knows of it. */
const inWords = (error: Error): Error =>
  error instanceof Declined && error.status === 404
    ? new Error(
        "It is no longer yours to open: the window has closed, your grant has ended, or an incident pauses access.",
      )
    : error;

function Running({ opening }: { readonly opening: Opened }) {
  const { state } = opening;
  if (state.is !== "running") return null;
  return (
    <div className={classes.file} aria-live="polite">
      <span>
        {state.whole
          ? `${toSize(state.done)} of ${toSize(state.whole)} opened and checked`
          : "being opened"}
      </span>
      <Button variant="subtle" onClick={opening.stop}>
        Stop
      </Button>
    </div>
  );
}

function Named({ opening, label }: { readonly opening: Opened; readonly label: Label }) {
  return (
    <>
      <p>
        <b className="strong">{label.name}</b>{" "}
        <span className="dim">
          {label.type}
          {label.size !== null && `, ${toSize(label.size)}`}
        </span>
      </p>
      <div className={classes.file}>
        {isShowable(label) && <Button onClick={() => void opening.show()}>Read it here</Button>}
        <Button onClick={() => void opening.save(label)}>Save it</Button>
      </div>
    </>
  );
}

function Shown(props: { readonly bytes: Uint8Array; readonly name: string }) {
  const text = asText(props.bytes);
  if (text === undefined)
    return <p className="soft">It is no text: save it, and open it with its own program.</p>;
  return (
    <Scroll className={classes.shown} label={props.name}>
      <pre>{text}</pre>
    </Scroll>
  );
}
