import { Textarea } from "@mantine/core";

type Props = { readonly value: string; readonly onChange: (value: string) => void };

/** Whose systems or data a containment event reached, one a line; `toLines` reads them. */
export const ThirdParties = ({ value, onChange }: Props) => (
  <Textarea
    label="Third parties concerned"
    description="One a line: whose systems or data were reached. Whom you name by a mail address is told by mail that there was a containment event, and nothing of what happened; tell all others yourself."
    autosize
    minRows={2}
    maxLength={8000}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
