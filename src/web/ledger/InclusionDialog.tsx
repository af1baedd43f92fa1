import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getInclusionProof, type LedgerEntry } from "#contract/ledger/ledger.ts";
import { call } from "../api.ts";
import { Asked } from "../ui/Asked.tsx";
import classes from "./ledger.module.css";

/** The RFC 6962 proof that an entry is in the tree, to be checked elsewhere. */
export function InclusionDialog({
  entry,
  onClose,
}: {
  readonly entry: LedgerEntry;
  readonly onClose: () => void;
}) {
  const query = useQuery({
    queryKey: ["inclusion", entry.index],
    queryFn: ({ signal }) => call(getInclusionProof, { params: { index: entry.index }, signal }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={`Proof of entry ${entry.index}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Asked query={query} what="the proof" lines={4}>
        {(proof) => (
          <>
            <p className={classes.says}>
              With these {proof.hashes.length} hashes the leaf gives the root of the tree of{" "}
              {proof.size} entries (RFC 6962, section 2.1.1).
            </p>
            <pre className={classes.note}>{JSON.stringify(proof, null, 2)}</pre>
          </>
        )}
      </Asked>
    </Modal>
  );
}
