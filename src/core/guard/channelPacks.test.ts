import { describe, expect, test } from "vitest";
import { CHANNELS } from "./channel.ts";
import { ALWAYS, packsFor } from "./channelPacks.ts";
import type { Pack } from "./pack.ts";

const uploaded = (id: string): Pack => ({ id, version: "9", rules: [] });

describe.each(CHANNELS)("at the channel %s", (channel) => {
  test("secrets, marks, embargo, trade secrets and the erased are read, whatever is chosen", () => {
    for (const chosen of [undefined, [], ["finra"], ["unknown"]])
      expect(packsFor(channel, chosen).map(({ id }) => id)).toEqual(
        expect.arrayContaining([...ALWAYS]),
      );
  });

  test("no uploaded pack takes the place of one that always reads", () => {
    const packs = packsFor(channel, [...ALWAYS, "house"], [...ALWAYS, "house"].map(uploaded));
    expect(packs.filter(({ version }) => version === "9").map(({ id }) => id)).toEqual(["house"]);
  });
});
