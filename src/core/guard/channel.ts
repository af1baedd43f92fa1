/** The ways by which something leaves. Which packs read it is decided for each of them. */
export const CHANNELS = [
  "mail", // to persons: messages, notices, invitations
  "advisory", // the documents of an advisory
  "public", // pages, feeds and lists of the published tree
  "report", // papers of a review
  "proxy", // what a model says
  "sealed", // what is read before it is sealed, on the sender's machine
] as const;
export type Channel = (typeof CHANNELS)[number];
