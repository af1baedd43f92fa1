import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { Ladder, type LadderRung } from "../../ui/Ladder.tsx";
import { Section } from "../../ui/Page.tsx";
import { Act } from "./Act.tsx";
import { RunDialog } from "./RunDialog.tsx";

type Rung = CasePage["evidence"]["rungs"][number];

export const EvidencePart = ({ page }: { readonly page: CasePage }) => (
  <Section
    title="Evidence"
    fact="only a run or the owner’s verdict moves it"
    act={
      <Act page={page} move="record-evidence" needs="case.verify" label="Record a run">
        {(open, close) => <RunDialog page={page} open={open} onClose={close} />}
      </Act>
    }
  >
    <Ladder rungs={page.evidence.rungs.map(toRung)} />
  </Section>
);

const toRung = (rung: Rung): LadderRung => ({
  ...rung,
  run: rung.run && (
    <>
      <span className="mono">{rung.run.ref}</span> fails {rung.run.failed} of {rung.run.of}
      {rung.run.signature && `, ${rung.run.signature}`}
    </>
  ),
});
