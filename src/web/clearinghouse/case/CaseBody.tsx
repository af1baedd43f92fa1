import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import frame from "../../ui/page.module.css";
import { AdvisoryPart } from "./AdvisoryPart.tsx";
import { CaseHead } from "./CaseHead.tsx";
import { ClaimPart } from "./ClaimPart.tsx";
import { ClocksPart } from "./ClocksPart.tsx";
import { ConversationPart } from "./ConversationPart.tsx";
import classes from "./case.module.css";
import { DecisionPart } from "./DecisionPart.tsx";
import { EvidencePart } from "./EvidencePart.tsx";
import { ExploitationPart } from "./ExploitationPart.tsx";
import { FindingsPart } from "./FindingsPart.tsx";
import { ParticipantsPart } from "./ParticipantsPart.tsx";
import { ProposalBox } from "./ProposalBox.tsx";
import { RemediationPart } from "./RemediationPart.tsx";
import { SeverityPart } from "./SeverityPart.tsx";
import { SiblingsPart } from "./SiblingsPart.tsx";
import { VerdictPart } from "./VerdictPart.tsx";

export const CaseBody = ({ page }: { readonly page: CasePage }) => (
  <div className={frame.page}>
    <CaseHead page={page} />
    <EvidencePart page={page} />
    <ClocksPart page={page} />
    <div className={classes.columns}>
      <div>
        <ClaimPart page={page} />
        <FindingsPart page={page} />
        <RemediationPart page={page} />
        <ConversationPart page={page} />
      </div>
      <div>
        {page.proposals.map((proposal) => (
          <ProposalBox key={proposal.id} page={page} proposal={proposal} />
        ))}
        <VerdictPart page={page} />
        <SeverityPart page={page} />
        <DecisionPart page={page} />
        <ExploitationPart page={page} />
        <AdvisoryPart page={page} />
        <ParticipantsPart page={page} />
        <SiblingsPart page={page} />
      </div>
    </div>
  </div>
);
