import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { finishTask } from "#contract/clearinghouse/evidence.ts";
import { call } from "../../api.ts";
import { useMay } from "../../session.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./case.module.css";
import { caseQuery } from "./caseQuery.ts";

/** What a clock or an answer asked of a person; done when somebody says so. */
export function Tasks({ page }: { readonly page: CasePage }) {
  const queries = useQueryClient();
  const may = useMay()("case.work");
  const finish = useMutation({
    mutationFn: (id: string) => call(finishTask, { params: { id } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: caseQuery(page.ref).queryKey });
      void queries.invalidateQueries({ queryKey: ["case-counts"] });
    },
  });
  return (
    <ul className={classes.tasks}>
      {page.tasks.map(({ id, text, dueAt }) => (
        <li key={id}>
          <span>{text}</span>
          {dueAt && (
            <span className="dim">
              by <Time at={dueAt} as="day" />
            </span>
          )}
          {may && (
            <TextButton disabled={finish.isPending} onClick={() => finish.mutate(id)}>
              Done
            </TextButton>
          )}
        </li>
      ))}
      <Refusal error={finish.error} />
    </ul>
  );
}
