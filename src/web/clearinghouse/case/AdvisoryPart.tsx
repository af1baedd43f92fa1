import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { startAdvisory } from "#contract/clearinghouse/advisory.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { call } from "../../api.ts";
import { useMay } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { advisoryQuery } from "../advisory/advisoryQuery.ts";
import { RenderingList } from "../advisory/RenderingList.tsx";
import { moveOf } from "./moves.ts";

export function AdvisoryPart({ page }: { readonly page: CasePage }) {
  const may = useMay();
  const { advisory } = page;
  if (!may("advisory.edit"))
    return (
      <Section title="Advisory">
        <EmptyState
          fact={advisory?.publishedAt ? `${advisory.ref} is published.` : "Not published."}
        />
      </Section>
    );
  if (advisory === null) return <None page={page} />;
  return (
    <Section
      title="Advisory"
      fact={
        <>
          <span className="mono">{advisory.ref}</span>,{" "}
          {advisory.publishedAt === null ? (
            "not published"
          ) : (
            <>
              version {advisory.version} published <Time at={advisory.publishedAt} as="day" />
            </>
          )}
        </>
      }
      act={
        <Link to="/advisory/$ref" params={{ ref: advisory.ref }}>
          Open
        </Link>
      }
    >
      <Renderings advisory={advisory.ref} />
    </Section>
  );
}

function Renderings({ advisory }: { readonly advisory: string }) {
  const query = useQuery(advisoryQuery(advisory));
  if (query.error && query.data === undefined) return <Refusal error={query.error} />;
  return <RenderingList renderings={query.data?.renderings ?? []} brief />;
}

function None({ page }: { readonly page: CasePage }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => call(startAdvisory, { params: { ref: page.ref } }),
    onSuccess: (advisory) => {
      queries.setQueryData(advisoryQuery(advisory.ref).queryKey, advisory);
      void queries.invalidateQueries({ queryKey: ["case", page.ref] });
      void navigate({ to: "/advisory/$ref", params: { ref: advisory.ref } });
    },
  });
  const { allowed, why } = moveOf(page, "edit-advisory");
  return (
    <Section
      title="Advisory"
      act={
        <TextButton
          disabled={!allowed || start.isPending}
          title={why}
          onClick={() => start.mutate()}
        >
          Start it
        </TextButton>
      }
    >
      <EmptyState fact="Not begun.">
        It is filled from what the case knows; nothing is published by starting it.
      </EmptyState>
      <Refusal error={start.error} />
    </Section>
  );
}
