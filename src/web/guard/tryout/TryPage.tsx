import { Button } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import type { PackLine } from "#contract/guard/pack.ts";
import { useMay } from "../../session.ts";
import { Asked } from "../../ui/Asked.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Page } from "../../ui/Page.tsx";
import guard from "../guard.module.css";
import { packQuery, packsQuery } from "../queries.ts";
import type { PackChoice } from "../read/jobs.ts";
import { type Question, useReading } from "../read/useReading.ts";
import { AskServer } from "./AskServer.tsx";
import { Choices } from "./Choices.tsx";
import { LongText } from "./LongText.tsx";
import { SAMPLE } from "./sample.ts";
import { Tried } from "./Tried.tsx";
import { chosenOf, parseView, type TryView, toSearch } from "./view.ts";

/** A text and what the guard would do with it, live and in this browser. */
export function TryPage() {
  const packs = useQuery(packsQuery);
  return (
    <Page title="Try out" about="what the guard would do with a text, as you write it">
      <p className={guard.private}>
        The guard reads in this page. What you write here is sent nowhere and stored nowhere.
      </p>
      <Asked query={packs} what="the packs" lines={8}>
        {({ items }) => <Trying packs={items} />}
      </Asked>
    </Page>
  );
}

/** Packs of the product are in the page; of others, their rules are fetched once. */
function useChoices(chosen: readonly PackLine[]) {
  const own = chosen.filter(({ source }) => source === "uploaded");
  const read = useQueries({ queries: own.map(({ id }) => packQuery(id)) });
  const contents = read.map(({ data }) => data?.content ?? null);
  const isHere = contents.every((content) => content !== null);
  const key = JSON.stringify([chosen.map(({ id, hash }) => [id, hash]), isHere]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same packs at the same hashes are the same choice
  const choices = useMemo(
    () =>
      chosen.map(
        ({ id, source }): PackChoice => ({
          id,
          content:
            source === "uploaded"
              ? (contents[own.findIndex((one) => one.id === id)] ?? null)
              : null,
        }),
      ),
    [key],
  );
  return {
    choices: isHere ? choices : undefined,
    failed: read.find(({ error }) => error !== null),
  };
}

function Trying({ packs }: { readonly packs: readonly PackLine[] }) {
  const view = parseView(useSearch({ strict: false }));
  const navigate = useNavigate();
  const may = useMay();
  const [text, setText] = useState("");
  const [isLong, setLong] = useState(false);
  const [round, setRound] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const { choices, failed } = useChoices(chosenOf(view, packs));
  const { audience, isJson } = view;
  const question = useMemo(
    (): Question | undefined => choices && { text, audience, isJson, packs: choices },
    [text, audience, isJson, choices],
  );
  const { answered, error, isBusy } = useReading(question, round);
  const onView = (next: TryView) =>
    void navigate({ to: "/guard/try", search: toSearch(next), replace: true, resetScroll: false });
  const put = (next: string, long: boolean) => {
    setText(next);
    setLong(long);
  };
  const putAway = () => {
    put("", false);
    setRound(round + 1);
  };
  return (
    <>
      <Choices view={view} packs={packs} onView={onView} />
      {failed?.error && (
        <ErrorState
          what="the rules of a pack"
          error={failed.error}
          again={() => void failed.refetch()}
        />
      )}
      {error && <ErrorState what="the text" error={error} again={() => setRound(round + 1)} />}
      {isLong && <LongText text={text} answered={isBusy ? undefined : answered} onStop={putAway} />}
      <Tried
        field={field}
        text={text}
        isLong={isLong}
        isBusy={isBusy}
        answered={answered}
        onText={(next) => put(next, false)}
        onLong={(next) => put(next, true)}
        onSample={<Button onClick={() => put(SAMPLE, false)}>Try an example</Button>}
      />
      {question && text !== "" && !isLong && may("case.work") && <AskServer question={question} />}
    </>
  );
}
