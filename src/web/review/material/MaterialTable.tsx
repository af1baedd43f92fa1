import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { useMe } from "../../session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { moveOf } from "../moves.ts";
import { partyName } from "../who.ts";
import { KIND_WORDS, toSize } from "../words.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { LabelDialog } from "./LabelDialog.tsx";
import { Labels } from "./Labels.tsx";
import classes from "./material.module.css";
import { OpenDialog } from "./OpenDialog.tsx";
import { ReadersDialog } from "./ReadersDialog.tsx";

type Material = ReviewPage["materials"][number];
type Shown = { readonly material: Material; readonly is: "open" | "readers" | "label" };

/** Sealed things: what others may know of each, who can read it, and whether one may oneself. */
export function MaterialTable({ page }: { readonly page: ReviewPage }) {
  const [shown, setShown] = useState<Shown>();
  const close = () => setShown(undefined);
  return (
    <>
      <DataTable
        label="Sealed material"
        rows={page.materials.toReversed()}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "what",
            head: "What",
            cell: (material) => (
              <>
                <span className="strong">{KIND_WORDS[material.kind]}</span>
                <span className={classes.under}>
                  {toSize(material.size)}, {material.by}, {partyName(page, material.byPartyId)},{" "}
                  <Time at={material.at} as="day" />
                </span>
              </>
            ),
          },
          {
            id: "who",
            head: "Who can read it",
            stacked: "line",
            cell: ({ recipients }) =>
              recipients.map(({ name, key }) => (
                <span key={key} className={classes.reader}>
                  {name} <span className={classes.fingerprint}>{fingerprintOf(key)}</span>
                </span>
              )),
          },
          {
            id: "label",
            head: "Protection, today",
            stacked: "line",
            cell: ({ id }) => <Labels labels={page.labels.filter(({ on }) => on === id)} />,
          },
          {
            id: "you",
            head: "You",
            width: "150px",
            stacked: "line",
            cell: (material) => <Yours page={page} material={material} onShow={setShown} />,
          },
        ]}
      />
      {shown?.is === "open" && <OpenDialog page={page} material={shown.material} onClose={close} />}
      {shown?.is === "readers" && (
        <ReadersDialog page={page} material={shown.material} onClose={close} />
      )}
      {shown?.is === "label" && (
        <LabelDialog
          page={page}
          on={shown.material.id}
          what={`this thing (${KIND_WORDS[shown.material.kind]})`}
          onClose={close}
        />
      )}
    </>
  );
}

function Yours(props: {
  readonly page: ReviewPage;
  readonly material: Material;
  readonly onShow: (shown: Shown) => void;
}) {
  const { page, material, onShow } = props;
  const { personId } = useMe();
  const claim = moveOf(page, "claim-label");
  const rewrap = moveOf(page, "rewrap-material");
  const isReader = material.recipients.some((one) => one.personId === personId);
  return (
    <span className={classes.acts}>
      {material.mayRead ? (
        <>
          <TextButton onClick={() => onShow({ material, is: "open" })}>Open</TextButton>
          <TextButton
            disabled={!rewrap.open}
            title={rewrap.why}
            onClick={() => onShow({ material, is: "readers" })}
          >
            Readers
          </TextButton>
          {!isReader && <span className="dim">sealed to no key of yours</span>}
        </>
      ) : (
        <span className="dim">{material.why ?? "not for you to open"}</span>
      )}
      <TextButton
        disabled={!claim.open}
        title={claim.why}
        onClick={() => onShow({ material, is: "label" })}
      >
        Claim a protection
      </TextButton>
    </span>
  );
}
