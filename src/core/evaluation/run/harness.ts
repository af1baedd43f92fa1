/** What carries conversations, as part of every run's key: raised whenever a conversation may come out otherwise. */
export const HARNESS = { name: "assay", version: "1" } as const;
