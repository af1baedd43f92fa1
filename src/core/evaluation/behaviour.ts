import { type Identity, toIdentity } from "./identity.ts";

/** What is looked for, in plain language. */
export type Behaviour = {
  readonly name: string;
  /** Markdown: paragraphs, and lists whose items become categories. */
  readonly description: string;
  /** The application in which it is looked for; null where none was told. */
  readonly context: string | null;
};

export const toBehaviourId = ({ name, description, context }: Behaviour): Identity =>
  toIdentity("behaviour", { name, description, context });
