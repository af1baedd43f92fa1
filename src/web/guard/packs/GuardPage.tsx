import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PackLine } from "#contract/guard/pack.ts";
import { useMay } from "../../session.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Hash } from "../../ui/Hash.tsx";
import { Page } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { packsQuery } from "../queries.ts";
import { CHANNEL_SAYS, figure } from "../words.ts";
import { ChannelsPart } from "./ChannelsPart.tsx";

/** Packs of rules, and what they read. */
export function GuardPage() {
  const may = useMay();
  const packs = useQuery(packsQuery);
  return (
    <Page
      title="Packs"
      about="rules by which everything that leaves is read; no finding means no finding by these rules, no more"
      acts={
        <>
          <Button component={Link} to="/guard/try">
            Try a text
          </Button>
          {may("guard.keep") && (
            <Button component={Link} to="/guard/add">
              Add a pack
            </Button>
          )}
        </>
      }
    >
      <Asked query={packs} what="the packs" lines={12}>
        {({ items }) => <Packs items={items} />}
      </Asked>
      <ChannelsPart packs={packs.data?.items ?? []} />
    </Page>
  );
}

const read = ({ channels, always }: PackLine) => {
  if (always.length > 0) return <span className="strong">everything, always</span>;
  if (channels.length === 0) return <span className="dim">nothing; it can be chosen</span>;
  return channels.map((channel) => CHANNEL_SAYS[channel]).join(", ");
};

const Packs = ({ items }: { readonly items: readonly PackLine[] }) => (
  <DataTable
    label="Packs"
    rows={items}
    keyOf={({ id }) => id}
    columns={[
      {
        id: "title",
        head: "Pack",
        width: "220px",
        cell: ({ id, title }) => (
          <Link to="/guard/packs/$pack" params={{ pack: id }} className="strong">
            {title}
          </Link>
        ),
      },
      { id: "reads", head: "Reads", stacked: "line", cell: read },
      {
        id: "rules",
        head: "Rules",
        width: "60px",
        number: true,
        cell: ({ rules }) => figure(rules),
      },
      {
        id: "version",
        head: "Version",
        width: "120px",
        cell: ({ version }) => <span className="mono">{version}</span>,
      },
      { id: "hash", head: "SHA-256", width: "90px", cell: ({ hash }) => <Hash of={hash} /> },
      {
        id: "from",
        head: "From",
        width: "200px",
        cell: ({ uploadedBy, uploadedAt }) =>
          uploadedAt === null ? (
            <span className="dim">the product</span>
          ) : (
            <>
              {uploadedBy}, <Time at={uploadedAt} as="day" />
            </>
          ),
      },
    ]}
  />
);
