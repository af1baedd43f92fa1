import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { type AdvisoryPage, editAdvisory } from "#contract/clearinghouse/advisory.ts";
import { parseAdvisory } from "#core/advisory/parseAdvisory.ts";
import { type AdvisoryDraft, decideFirstVersion } from "#core/advisory/revise.ts";
import { ApiError, call } from "../../api.ts";
import { advisoryQuery } from "./advisoryQuery.ts";
import type { Draft } from "./DraftContext.ts";
import { addAt, type Json, removeAt, setAt } from "./draft.ts";
import { withDerived } from "./withDerived.ts";

/** After so many milliseconds without a change the draft is kept on the server, which validates every rendering. */
const REST = 1_500;

export type Keeping = "kept" | "changed" | "keeping" | "failed";

/** The draft under edit: faults of its own at once, those of the renderings as soon as the server has it. */
export function useAdvisoryDraft(page: AdvisoryPage, locked: boolean) {
  const queries = useQueryClient();
  const [document, setDocument] = useState<Json>(page.draft);
  const [changed, setChanged] = useState(false);
  const latest = useRef(document);
  const revision = useRef(page.revision);
  const keep = useMutation({
    mutationFn: async () => {
      const sent = latest.current;
      const body = { revision: revision.current, draft: sent as Record<string, unknown> };
      const next = await call(editAdvisory, { params: { ref: page.ref }, body });
      revision.current = next.revision;
      queries.setQueryData(advisoryQuery(page.ref).queryKey, next);
      if (latest.current === sent) setChanged(false);
    },
  });
  const { mutate, isPending, error } = keep;
  const conflict = error instanceof ApiError && [409, 412].includes(error.status);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the document begins the rest anew
  useEffect(() => {
    if (!changed || isPending || conflict) return;
    const timer = setTimeout(mutate, REST);
    return () => clearTimeout(timer);
  }, [changed, document, isPending, conflict, mutate]);
  const put = (next: Json) => {
    latest.current = withDerived(next);
    setDocument(latest.current);
    setChanged(true);
  };
  const parsed = useMemo(() => parseAdvisory(asVersion(document)), [document]);
  const draft: Draft = {
    document,
    problems: parsed.ok ? [] : parsed.problems,
    locked,
    set: (pointer, value) => put(setAt(latest.current, pointer, value)),
    add: (pointer, item) => put(addAt(latest.current, pointer, item)),
    remove: (pointer, at) => put(removeAt(latest.current, pointer, at)),
  };
  const state: Keeping = isPending ? "keeping" : error ? "failed" : changed ? "changed" : "kept";
  return { draft, state, error, conflict, keepNow: () => mutate(), replace: put };
}

/** The draft with what publishing would add to it: version and dates are not the editor's to set, nor its faults. */
const asVersion = (document: Json): Json =>
  decideFirstVersion(document as AdvisoryDraft, {
    date: new Date().toISOString(),
    summary: "Preview",
  });
