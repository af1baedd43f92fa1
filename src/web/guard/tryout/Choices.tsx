import { Checkbox, NativeSelect } from "@mantine/core";
import type { PackLine } from "#contract/guard/pack.ts";
import { AUDIENCES, type AudienceKind } from "#core/guard/audience.ts";
import chips from "../../ui/chips.module.css";
import { AUDIENCE_LABEL, AUDIENCE_SAYS } from "../words.ts";
import classes from "./tryout.module.css";
import { chosenOf, type TryView, withPack } from "./view.ts";

const said = (kind: AudienceKind): string =>
  AUDIENCE_LABEL[kind] ? `${AUDIENCE_SAYS[kind]} (${AUDIENCE_LABEL[kind]})` : AUDIENCE_SAYS[kind];

/** For whom the text is meant, and by which packs it is read. */
export function Choices(props: {
  readonly view: TryView;
  readonly packs: readonly PackLine[];
  readonly onView: (view: TryView) => void;
}) {
  const { view, packs, onView } = props;
  const chosen = new Set(chosenOf(view, packs).map(({ id }) => id));
  return (
    <div className={classes.choices}>
      <NativeSelect
        label="It is read by"
        className={classes.audience ?? ""}
        data={AUDIENCES.map((kind) => ({ value: kind, label: said(kind) }))}
        value={view.audience}
        onChange={({ currentTarget }) =>
          onView({ ...view, audience: currentTarget.value as AudienceKind })
        }
      />
      <fieldset className={classes.packs}>
        <legend>Packs</legend>
        {packs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={chips.chip}
            aria-pressed={chosen.has(id)}
            onClick={() => onView(withPack(view, packs, id))}
          >
            {title}
          </button>
        ))}
      </fieldset>
      <Checkbox
        label="It is a JSON document"
        className={classes.json ?? ""}
        checked={view.isJson}
        onChange={({ currentTarget }) => onView({ ...view, isJson: currentTarget.checked })}
      />
    </div>
  );
}
