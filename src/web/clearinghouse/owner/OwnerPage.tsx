import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  answerByLink,
  getOwnerView,
  type OwnerView,
} from "#contract/clearinghouse/coordination.ts";
import { ApiError, call } from "../../api.ts";
import { Brand } from "../../shell/Brand.tsx";
import { SchemeToggle } from "../../shell/SchemeToggle.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { LoadingState } from "../../ui/LoadingState.tsx";
import { Time } from "../../ui/Time.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { CaseForOwner } from "./CaseForOwner.tsx";
import classes from "./owner.module.css";
import { Preferences } from "./Preferences.tsx";

/** Signed link `/o/#token`: one case for its owner, without an account. The token stays behind the # and out of every log. */
export function OwnerPage() {
  const [token] = useState(() => location.hash.slice(1));
  const headers = { authorization: `Link ${token}` };
  const query = useQuery({
    queryKey: ["owner", token],
    queryFn: ({ signal }) => call(getOwnerView, { headers, signal }),
    enabled: token !== "",
  });
  useTitle(query.data ? `${query.data.ref} for ${query.data.party}` : "Your case");
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <Brand desk={query.data?.desk} />
        <SchemeToggle />
      </header>
      {query.data ? (
        <Loaded view={query.data} token={token} />
      ) : (
        <main>
          {token === "" || query.error ? (
            <NotOpen error={query.error} again={() => void query.refetch()} />
          ) : (
            <>
              <h1>Your case</h1>
              <LoadingState what="the case" lines={8} />
            </>
          )}
        </main>
      )}
    </div>
  );
}

function NotOpen({ error, again }: { readonly error: Error | null; readonly again: () => void }) {
  const gone =
    error === null || (error instanceof ApiError && [401, 403, 404].includes(error.status));
  if (!gone)
    return (
      <>
        <h1>Your case</h1>
        <ErrorState what="the case" error={error} again={again} />
      </>
    );
  return (
    <>
      <h1>This link does not open a case</h1>
      <p className={classes.text}>
        It is incomplete, has run out, or was taken back. Answer the mail it came in and ask for a
        new one; your answer reaches a person either way.
      </p>
    </>
  );
}

function Loaded({ view, token }: { readonly view: OwnerView; readonly token: string }) {
  const [preferring, setPreferring] = useState(false);
  const queries = useQueryClient();
  const headers = { authorization: `Link ${token}` };
  const answer = useMutation({
    mutationFn: (body: Parameters<React.ComponentProps<typeof AnswerForm>["onAnswer"]>[0]) =>
      call(answerByLink, { headers, body }),
    onSuccess: (next) => queries.setQueryData(["owner", token], next),
  });
  if (preferring)
    return <Preferences token={token} party={view.party} onClose={() => setPreferring(false)} />;
  const mayAcknowledge = view.allowed.includes("acknowledge") && view.answer === null;
  return (
    <>
      <main className={classes.grid}>
        <CaseForOwner view={view} />
        <aside className={classes.aside}>
          <div className={classes.answer} id="answer">
            <h2>Your answer</h2>
            {view.answer ? (
              <p>
                You said <b>{view.answer.answer.replaceAll("-", " ")}</b>
                {view.answer.version && ` in ${view.answer.version}`}, <Time at={view.answer.at} />.
                You can change it.
              </p>
            ) : (
              <p>No account needed. You can change it later.</p>
            )}
            <AnswerForm
              key={view.answer?.at ?? "first"}
              given={view.answer?.answer}
              allowed={view.allowed}
              terms={view.terms}
              busy={answer.isPending}
              error={answer.error}
              onAnswer={(body) => answer.mutate(body)}
            />
            <p className={classes.says}>
              Acknowledge tells {view.contact} that you have this. Nobody else is told and no clock
              starts to run against you.
            </p>
          </div>
          <h2>One person</h2>
          <p className={classes.quiet}>
            <b>{view.contact}</b>, {view.desk}. Or just answer the mail.
          </p>
          <h2>Too many, too few?</h2>
          <p className={classes.quiet}>
            You get{" "}
            {view.preferences.weeklyBudget === null
              ? "everything"
              : `${view.preferences.weeklyBudget} a week`}
            , {view.preferences.mode.replaceAll("-", " ")}.{" "}
            <button type="button" className={classes.link} onClick={() => setPreferring(true)}>
              Change what reaches you
            </button>
          </p>
        </aside>
      </main>
      <div className={classes.now}>
        {mayAcknowledge && (
          <button
            type="button"
            className={`${classes.button} ${classes.primary}`}
            disabled={answer.isPending}
            onClick={() => answer.mutate({ answer: "acknowledge" })}
          >
            Acknowledge
          </button>
        )}
        <button type="button" className={classes.button} onClick={toAnswer}>
          {mayAcknowledge ? "Other answers" : "Change your answer"}
        </button>
      </div>
      <footer className={classes.foot}>
        This link is yours until <Time at={view.linkExpiresAt} as="day" />
      </footer>
    </>
  );
}

/** No link: the address holds the token behind its #, and a jump must not write there. */
function toAnswer(): void {
  const answer = document.getElementById("answer");
  answer?.scrollIntoView();
  answer?.querySelector("button")?.focus({ preventScroll: true });
}
