import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type AdvisoryPage, RENDERED, renderAdvisory } from "#contract/clearinghouse/advisory.ts";
import { callForText } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Section } from "../../ui/Page.tsx";
import { Scroll } from "../../ui/Scroll.tsx";
import classes from "./advisory.module.css";

/** The kept draft as it would be published. */
export function Preview({ page }: { readonly page: AdvisoryPage }) {
  const [rendering, setRendering] = useState<(typeof RENDERED)[number]>("text");
  const query = useQuery({
    queryKey: ["advisory-rendering", page.ref, page.revision, rendering],
    queryFn: ({ signal }) =>
      callForText(renderAdvisory, { params: { ref: page.ref, rendering }, signal }),
  });
  return (
    <Section
      title="As published"
      act={
        <NativeSelect
          aria-label="Rendering"
          data={[...RENDERED]}
          value={rendering}
          onChange={(event) => setRendering(event.currentTarget.value as typeof rendering)}
        />
      }
    >
      <Asked query={query} what="the rendering" lines={4}>
        {(text) => (
          <Scroll className={classes.preview} label={`The draft as ${rendering}`}>
            <pre>{text}</pre>
          </Scroll>
        )}
      </Asked>
    </Section>
  );
}
