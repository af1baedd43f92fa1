import { Link } from "@tanstack/react-router";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { linkSibling, undoMerge } from "#contract/clearinghouse/merge.ts";
import { call } from "../../api.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useMay } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { Act } from "./Act.tsx";
import classes from "./case.module.css";
import { useCaseChange } from "./caseQuery.ts";
import { LinkDialog } from "./LinkDialog.tsx";

/** Cases of the same shape elsewhere, and those merged into this one, each of which can be taken out again. */
export function SiblingsPart({ page }: { readonly page: CasePage }) {
  const may = useMay()("case.work");
  const change = useCaseChange(page);
  const params = { ref: page.ref };
  const undo = (merged: string) =>
    change.mutate((headers) => call(undoMerge, { params, headers, body: { merged } }));
  const unlink = (other: string) =>
    change.mutate((headers) =>
      call(linkSibling, { params, headers, body: { other, linked: false } }),
    );
  const last = page.merged.findLast(({ mayUndo }) => mayUndo);
  useKeys([
    {
      keys: "u",
      does: "undo the last merge",
      on: may && last !== undefined,
      run: () => last && undo(last.ref),
    },
  ]);
  return (
    <>
      <Section
        title="Siblings"
        act={
          <Act page={page} move="link-sibling" needs="case.work" label="Link one">
            {(open, close) => <LinkDialog page={page} open={open} onClose={close} />}
          </Act>
        }
      >
        {page.siblings.length === 0 ? (
          <EmptyState fact="None linked.">
            A sibling has the same shape in another place; it is linked, not merged.
          </EmptyState>
        ) : (
          <ul className={classes.cases}>
            {page.siblings.map(({ ref, title }) => (
              <li key={ref}>
                <Link to="/cases/$ref" params={{ ref }} className="mono">
                  {ref}
                </Link>
                <span>{title}</span>
                {may && <TextButton onClick={() => unlink(ref)}>Unlink</TextButton>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {page.merged.length > 0 && (
        <Section title="Merged into this case">
          <ul className={classes.cases}>
            {page.merged.map(({ ref, title, at, mayUndo }) => (
              <li key={ref}>
                <Link to="/cases/$ref" params={{ ref }} className="mono">
                  {ref}
                </Link>
                <span>
                  {title}{" "}
                  <span className="dim">
                    <Time at={at} as="day" />
                  </span>
                </span>
                {may && (
                  <TextButton disabled={!mayUndo} onClick={() => undo(ref)}>
                    Undo
                  </TextButton>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Refusal error={change.error} />
    </>
  );
}
