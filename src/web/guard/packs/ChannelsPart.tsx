import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { GuardPolicy, PackLine } from "#contract/guard/pack.ts";
import { useMay } from "../../session.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Hash } from "../../ui/Hash.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { policyQuery } from "../queries.ts";
import { CHANNEL_SAYS } from "../words.ts";
import { ChooseDialog } from "./ChooseDialog.tsx";

export type ChannelLine = GuardPolicy["channels"][number];

/** Which packs read each way by which something leaves, and the hash that every record of a decision names. */
export function ChannelsPart({ packs }: { readonly packs: readonly PackLine[] }) {
  const may = useMay();
  const policy = useQuery(policyQuery);
  const [changed, setChanged] = useState<ChannelLine>();
  const titleOf = (id: string) => packs.find((pack) => pack.id === id)?.title ?? id;
  const { changedBy = null, changedAt = null } = policy.data ?? {};
  return (
    <Section
      title="Channels"
      fact={
        changedAt === null ? (
          "as the product comes"
        ) : (
          <>
            last changed by {changedBy}, <Time at={changedAt} />
          </>
        )
      }
    >
      <Asked query={policy} what="the channels" lines={6}>
        {({ channels }) => (
          <DataTable
            label="Channels"
            rows={channels}
            keyOf={({ channel }) => channel}
            columns={[
              {
                id: "channel",
                head: "What leaves",
                width: "220px",
                cell: ({ channel }) => <span className="strong">{CHANNEL_SAYS[channel]}</span>,
              },
              {
                id: "packs",
                head: "Is read by",
                stacked: "line",
                cell: (line) => line.packs.map(({ id }) => titleOf(id)).join(", "),
              },
              {
                id: "policy",
                head: "Policy",
                width: "90px",
                cell: (line) => <Hash of={line.policy} />,
              },
              {
                id: "act",
                head: <span className="gone">Change</span>,
                width: "70px",
                acts: true,
                cell: (line) =>
                  may("guard.keep") && (
                    <TextButton onClick={() => setChanged(line)}>
                      Change<span className="gone"> what reads {CHANNEL_SAYS[line.channel]}</span>
                    </TextButton>
                  ),
              },
            ]}
          />
        )}
      </Asked>
      {changed && (
        <ChooseDialog line={changed} packs={packs} onClose={() => setChanged(undefined)} />
      )}
    </Section>
  );
}
