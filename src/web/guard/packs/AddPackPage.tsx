import { Button, FileButton, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { uploadGuardPack } from "#contract/guard/pack.ts";
import { formatOf } from "#core/guard/packFile/document.ts";
import { call } from "../../api.ts";
import { ErrorState, Refusal } from "../../ui/ErrorState.tsx";
import { notify } from "../../ui/notify.ts";
import { Page } from "../../ui/Page.tsx";
import { Trail } from "../../ui/Trail.tsx";
import guard from "../guard.module.css";
import { packQuery } from "../queries.ts";
import { CheckedPart } from "./CheckedPart.tsx";
import classes from "./packs.module.css";
import { useCheckedFile } from "./useCheckedFile.ts";

const LONGEST = 2_000_000;

/** A pack of one's own: checked in the page as it is written, by the rules by which the server checks it. */
export function AddPackPage() {
  const [text, setText] = useState("");
  const [name, setName] = useState("pack.yaml");
  const file = useMemo(() => ({ text, name }), [text, name]);
  const { checked, error } = useCheckedFile(file);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: () =>
      call(uploadGuardPack, {
        body: {
          format: formatOf(text, name),
          text,
          ...(checked?.pack ? { id: checked.pack.id } : {}),
        },
      }),
    onSuccess: (pack) => {
      queries.setQueryData(packQuery(pack.id).queryKey, pack);
      void queries.invalidateQueries({ queryKey: ["guard", "packs"] });
      notify(`${pack.title} is here. Choose the channels that it reads.`);
      void navigate({ to: "/guard/packs/$pack", params: { pack: pack.id } });
    },
  });
  const open = async (chosen: File | null) => {
    if (chosen === null || chosen.size > LONGEST) return;
    setText(await chosen.text());
    setName(chosen.name);
  };
  return (
    <Page
      trail={
        <Trail>
          <Link to="/guard">Packs</Link>
          <span>Add</span>
        </Trail>
      }
      title="Add a pack"
      about="YAML, JSON or TOML; a configuration of gitleaks as it is"
      acts={
        <FileButton onChange={(chosen) => void open(chosen)} accept=".yaml,.yml,.json,.toml">
          {(given) => <Button {...given}>Open a file</Button>}
        </FileButton>
      }
    >
      <p className={guard.note}>
        A rule is taken with a citation, an example that it finds, and a pattern of bounded length
        that is read in linear time. A pack with a rule that is not is refused, with the place and
        the reason. See <Link to="/guard">the packs that are here</Link>.
      </p>
      <div className={classes.add}>
        <Textarea
          label="The pack"
          classNames={{ input: classes.source ?? "" }}
          autosize
          minRows={14}
          maxRows={32}
          spellCheck={false}
          maxLength={LONGEST}
          placeholder={TEMPLATE}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <section aria-label="What the linter says">
          {error && <ErrorState what="the pack" error={error} />}
          {checked ? (
            <CheckedPart text={text} checked={checked} />
          ) : (
            <p className={guard.note}>What the linter says stands here as you write.</p>
          )}
          <Refusal error={add.error} />
          <p className={classes.addAct}>
            <Button
              variant="filled"
              loading={add.isPending}
              disabled={!checked?.pack}
              onClick={() => add.mutate()}
            >
              {checked?.pack ? `Add ${checked.pack.id} ${checked.pack.version}` : "Add it"}
            </Button>
          </p>
        </section>
      </div>
    </Page>
  );
}

const TEMPLATE = `id: berth
version: "1"
citation:
  standard: Rules of the berth
  clause: "4"
  url: https://berth.example/rules
rules:
  - id: dock
    type: berth.dock
    action: rewrite
    detector: { pattern: "dock-[0-9]{3}" }
    examples: ["at dock-117"]
    counterExamples: ["at dock-x"]`;
