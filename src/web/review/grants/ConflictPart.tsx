import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { useMe } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { type DotKind, State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { ReviewAct } from "../ReviewAct.tsx";
import classes from "../review.module.css";
import { ConflictDialog } from "./ConflictDialog.tsx";

type Conflict = ReviewPage["conflicts"][number];

/** What reviewers have declared, each for themselves, before their first access. */
export function ConflictPart({ page }: { readonly page: ReviewPage }) {
  const { personId } = useMe();
  const isMine = page.conflicts.some((one) => one.personId === personId);
  return (
    <Section
      id="conflicts"
      title="Conflicts of interest"
      fact="declared before the first access"
      act={
        <span className="small">
          <ReviewAct
            page={page}
            move="declare-conflict"
            label={isMine ? "Declare anew" : "Declare yours"}
          >
            {(close) => <ConflictDialog page={page} onClose={close} />}
          </ReviewAct>
        </span>
      }
    >
      {page.conflicts.length === 0 && (
        <EmptyState fact="Nobody has declared yet.">
          A grant lets in only who has said whether there is a conflict.
        </EmptyState>
      )}
      <ul className={classes.list}>
        {page.conflicts.map((one) => (
          <li key={one.personId}>
            <span>
              <span className="strong">{one.name}</span>{" "}
              <span className="dim">
                <Time at={one.at} as="day" />
              </span>
            </span>
            <State dot={dotOf(one)}>{saysOf(one)}</State>
            {one.statement !== "" && <span>{one.statement}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const dotOf = ({ has, recused }: Conflict): DotKind => {
  if (recused) return "open";
  return has ? "soon" : "ok";
};
const saysOf = ({ has, recused }: Conflict): string => {
  if (recused) return "has stepped back";
  return has ? "has one" : "has none";
};
