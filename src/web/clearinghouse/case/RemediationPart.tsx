import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Act } from "./Act.tsx";
import { RemediationDialog } from "./RemediationDialog.tsx";

export const RemediationPart = ({ page }: { readonly page: CasePage }) => (
  <Section
    title="Remediation"
    act={
      <Act page={page} move="record-remediation" needs="case.work" label="Record">
        {(open, close) => <RemediationDialog page={page} open={open} onClose={close} />}
      </Act>
    }
  >
    {page.remediation === null ? (
      <EmptyState fact="None known.">
        The owner’s answer “fixed in…” records one, or you do, from its public source.
      </EmptyState>
    ) : (
      <p className="small">
        <b className="strong">{page.remediation.kind}</b>
        {page.remediation.version && ` in ${page.remediation.version}`}
        {page.remediation.url && (
          <>
            {" "}
            <a href={page.remediation.url} rel="noreferrer noopener">
              {page.remediation.url}
            </a>
          </>
        )}
      </p>
    )}
  </Section>
);
