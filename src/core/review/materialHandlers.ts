import { changed, type Handlers } from "./handler.ts";
import type { Recipient } from "./reviewEvent.ts";

const sameReader = (a: Recipient, b: Recipient): boolean =>
  a.key === b.key && a.personId === b.personId && a.partyId === b.partyId;

const joined = (
  before: readonly Recipient[],
  after: readonly Recipient[],
): readonly Recipient[] => [
  ...before,
  ...after.filter((one) => !before.some((other) => sameReader(one, other))),
];

export const MATERIAL: Pick<
  Handlers,
  "material-sealed" | "material-rewrapped" | "label-claimed" | "label-lapsed"
> = {
  "material-sealed": (state, event) => ({
    ...state,
    materials: [
      ...state.materials,
      {
        id: event.materialId,
        kind: event.kind,
        size: event.size,
        digest: event.digest,
        byPartyId: event.by.partyId,
        by: event.by.label,
        at: event.at,
        recipients: event.recipients,
        holders: event.recipients,
        envelope: 1,
      },
    ],
    labels:
      event.label === null
        ? state.labels
        : [
            ...state.labels,
            {
              id: event.materialId,
              on: event.materialId,
              label: event.label,
              at: event.at,
              by: event.by.label,
              lapsedAt: null,
            },
          ],
  }),
  "material-rewrapped": (state, { materialId, recipients, version }) => ({
    ...state,
    materials: changed(state.materials, materialId, (one) => ({
      ...one,
      recipients,
      holders: joined(one.holders, recipients),
      envelope: version,
    })),
  }),
  "label-claimed": (state, { labelId, on, label, at, by }) => ({
    ...state,
    labels: [...state.labels, { id: labelId, on, label, at, by: by.label, lapsedAt: null }],
  }),
  "label-lapsed": (state, { labelId, at }) => ({
    ...state,
    labels: changed(state.labels, labelId, (one) => ({ ...one, lapsedAt: at })),
  }),
};
