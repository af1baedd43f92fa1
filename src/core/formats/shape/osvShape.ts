import type { Shape } from "./shape.ts";

const SEVERITY: Shape = { list: { keys: { type: "text", score: "text", source: "text" } } };

const EVENT: Shape = {
  keys: { introduced: "text", fixed: "text", last_affected: "text", limit: "text" },
};

const RANGE: Shape = {
  keys: {
    type: { choice: ["GIT", "SEMVER", "ECOSYSTEM"] },
    repo: "text",
    events: { list: EVENT },
    database_specific: { map: "any" },
  },
};

/** OSV schema 1, the types of its keys (https://ossf.github.io/osv-schema/). */
export const OSV_SHAPE: Shape = {
  keys: {
    schema_version: "text",
    id: "text",
    modified: "time",
    published: "time",
    withdrawn: "time",
    aliases: { list: "text" },
    upstream: { list: "text" },
    related: { list: "text" },
    summary: "text",
    details: "text",
    severity: SEVERITY,
    affected: {
      list: {
        keys: {
          package: { keys: { ecosystem: "text", name: "text", purl: "text" } },
          severity: SEVERITY,
          ranges: { list: RANGE },
          versions: { list: "text" },
          ecosystem_specific: { map: "any" },
          database_specific: { map: "any" },
        },
      },
    },
    references: { list: { keys: { type: "text", url: "text" } } },
    credits: { list: { keys: { name: "text", contact: { list: "text" }, type: "text" } } },
    database_specific: { map: "any" },
  },
};
