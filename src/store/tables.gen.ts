// Written by scripts/tables.ts from migrations/*.sql. Do not edit.
import type { Generated, GeneratedAlways } from "kysely";

export type Tables = {
  advisory: {
    desk_id: string;
    id: string;
    ref: string;
    case_id: string;
    draft: unknown;
    revision: number;
    published: Generated<number>;
    changed_at: Date;
  };
  advisory_version: {
    desk_id: string;
    advisory_id: string;
    number: number;
    content: unknown;
    published_at: Date;
    published_by: string;
  };
  api_token: {
    desk_id: string;
    id: string;
    person_id: string;
    token_hash: Buffer;
    name: string;
    scopes: string[] | null;
    created_at: Date;
    expires_at: Date;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  attachment: {
    desk_id: string;
    report_id: string;
    name: string;
    sha256: Buffer;
    size: number;
    bytes: Buffer | null;
  };
  batch: {
    desk_id: string;
    id: string;
    party_id: string;
    person_id: string | null;
    name: string;
    idempotency_key: string | null;
    started_at: Date;
    finished_at: Date | null;
    lines: Generated<number>;
    stored: Generated<number>;
    known: Generated<number>;
    refused: Generated<number>;
    matched_new: Generated<number>;
    matched_same: Generated<number>;
    matched_proposed: Generated<number>;
  };
  batch_problem: {
    desk_id: string;
    batch_id: string;
    line: number;
    problems: unknown;
  };
  case_event: {
    desk_id: string;
    case_id: string;
    seq: number;
    at: Date;
    type: string;
    by_person: string | null;
    by_party: string | null;
    by_label: string;
    data: unknown;
  };
  case_finding: {
    desk_id: string;
    finding_id: string;
    case_id: string;
    match: string;
    joined_by: string;
    joined_at: Date;
  };
  case_member: {
    desk_id: string;
    case_id: string;
    party_id: string;
    person_id: string | null;
    role: string;
    since: Date;
    until: Date | null;
  };
  cases: {
    desk_id: string;
    id: string;
    ref: string;
    version: number;
    state: unknown;
    title: string;
    tlp: "CLEAR" | "GREEN" | "AMBER" | "AMBER+STRICT" | "RED";
    status: "open" | "merged" | "closed";
    component: string | null;
    weakness: string | null;
    affected: string | null;
    evidence: string;
    score_finder: number | null;
    score_verifier: number | null;
    score_owner: number | null;
    decision: unknown;
    decision_rank: number;
    due_at: string | null;
    unknowns: number;
    embargo_state: string;
    embargo_ends: string | null;
    exploited: Generated<boolean>;
    findings: Generated<number>;
    owner_state: string;
    owner_since: Date | null;
    assigned_to: string | null;
    opened_at: Date;
    changed_at: Date;
  };
  challenge: {
    desk_id: string;
    id: string;
    kind: "enrol" | "sign-in" | "oidc";
    value: unknown;
    expires_at: Date;
  };
  desk: {
    id: string;
    slug: string;
    name: string;
    created_at: Date;
  };
  enrolment: {
    desk_id: string;
    token_hash: Buffer;
    person_id: string;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  epss: {
    cve: string;
    score: number;
    percentile: number;
    as_of: string;
  };
  finding: {
    desk_id: string;
    id: string;
    ref: string;
    report_id: string;
    ordinal: number;
    party_id: string;
    title: string;
    component: string | null;
    weakness: string | null;
    model: string | null;
    harness: string | null;
    content: unknown;
    received_at: Date;
  };
  finding_band: {
    desk_id: string;
    band: number;
    finding_id: string;
  };
  finding_sketch: {
    desk_id: string;
    finding_id: string;
    match_key: string | null;
    features: unknown;
  };
  guard_key: {
    desk_id: string;
    probe: string;
    value: string;
    holder: "finding" | "case";
    holder_id: string;
  };
  idempotency: {
    desk_id: string;
    party_id: string;
    key: string;
    sha256: Buffer;
    answer: unknown;
    at: Date;
  };
  import_state: {
    name: "epss" | "kev";
    as_of: string | null;
    rows: Generated<number>;
    imported_at: Date | null;
    failed: string | null;
  };
  kev: {
    cve: string;
    date_added: string;
    due_at: string | null;
    ransomware: string | null;
    as_of: string;
  };
  ledger_checkpoint: {
    desk_id: string;
    size: number;
    key_id: number;
    root: Buffer;
    note: string;
    signed_at: Date;
  };
  ledger_entry: {
    desk_id: string;
    id: Generated<number>;
    at: Date;
    body: string;
    salt: Buffer;
    restricted: boolean;
    kind: GeneratedAlways<string>;
    case_id: GeneratedAlways<string | null>;
    person_id: GeneratedAlways<string | null>;
    review_id: GeneratedAlways<string | null>;
  };
  ledger_leaf: {
    desk_id: string;
    leaf_index: number;
    entry_id: number;
    leaf: string;
  };
  ledger_log: {
    desk_id: string;
    origin: string;
  };
  ledger_pending: {
    desk_id: string;
    entry_id: number;
  };
  ledger_tile: {
    desk_id: string;
    level: number;
    tile_index: number;
    hashes: Buffer;
  };
  message: {
    desk_id: string;
    id: string;
    case_id: string;
    party_id: string;
    direction: "out" | "in";
    state: "draft" | "queued" | "sent" | "held" | "failed" | "received" | "discarded";
    recipient: string | null;
    subject: string;
    body: string;
    author: string;
    created_at: Date;
    sent_by: string | null;
    sent_by_name: string | null;
    sent_at: Date | null;
    held_why: unknown;
    budget_day: string | null;
  };
  oidc_identity: {
    desk_id: string;
    issuer: string;
    subject: string;
    person_id: string;
    created_at: Date;
  };
  outbox: {
    desk_id: string;
    id: string;
    kind: string;
    case_id: string | null;
    message_id: string | null;
    audience: unknown;
    payload: unknown;
    state: Generated<"pending" | "sent" | "held" | "failed">;
    attempts: Generated<number>;
    not_before: Date;
    created_at: Date;
    done_at: Date | null;
    last_error: string | null;
  };
  party: {
    desk_id: string;
    id: string;
    name: string;
    kind: string;
    contact: string | null;
    created_at: Date;
  };
  passkey: {
    desk_id: string;
    id: string;
    person_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    created_at: Date;
    last_used_at: Date | null;
  };
  person: {
    desk_id: string;
    id: string;
    party_id: string;
    name: string;
    email: string | null;
    roles: string[];
    created_at: Date;
    disabled_at: Date | null;
  };
  person_key: {
    desk_id: string;
    id: string;
    person_id: string;
    party_id: string;
    purpose: "seal" | "sign";
    public_key: string;
    name: string;
    holder: "file" | "passkey";
    added_at: Date;
    ended_at: Date | null;
  };
  preference: {
    desk_id: string;
    party_id: string;
    content: unknown;
    changed_at: Date;
  };
  proposal: {
    desk_id: string;
    id: string;
    case_id: string;
    other_id: string;
    score: number;
    signals: unknown;
    state: Generated<"open" | "merged" | "sibling" | "apart" | "gone">;
    created_at: Date;
    decided_by: string | null;
    decided_at: Date | null;
  };
  report: {
    desk_id: string;
    id: string;
    ref: string;
    party_id: string;
    person_id: string | null;
    sha256: Buffer;
    size: number;
    bytes: Buffer | null;
    name: string | null;
    format: string;
    channel: string;
    tlp: string;
    batch_id: string | null;
    received_at: Date;
  };
  review: {
    desk_id: string;
    id: string;
    ref: string;
    edition: number;
    state: unknown;
    lab_party_id: string;
    model: string;
    version: string;
    stage: "drafted" | "submitted" | "terms-agreed" | "access-open" | "results-shared" | "closed";
    ending: "completed" | "withdrawn" | "expired" | "not-applicable" | null;
    opened_at: Date;
    changed_at: Date;
  };
  review_access: {
    desk_id: string;
    review_id: string;
    seq: GeneratedAlways<number>;
    at: Date;
    person_id: string;
    party_id: string;
    name: string;
    what: string;
    material_id: string | null;
    grant_id: string | null;
    way: string;
    origin: string;
    detail: Generated<string>;
  };
  review_event: {
    desk_id: string;
    review_id: string;
    seq: number;
    id: string;
    at: Date;
    type: string;
    side: "lab" | "agency" | "recorder" | "system";
    by_person: string | null;
    by_party: string | null;
    by_label: string;
    data: unknown;
  };
  review_member: {
    desk_id: string;
    review_id: string;
    party_id: string;
    side: "lab" | "agency";
    since: Date;
  };
  saved_view: {
    desk_id: string;
    person_id: string;
    name: string;
    query: string;
  };
  sealed_material: {
    desk_id: string;
    id: string;
    review_id: string;
    party_id: string;
    person_id: string;
    kind: string;
    label: unknown;
    state: "uploading" | "sealed";
    store_id: string;
    part_size: number;
    size: number | null;
    digest: string | null;
    edition: number;
    envelope: Buffer;
    recipients: unknown;
    key: string | null;
    started_at: Date;
    sealed_at: Date | null;
  };
  session: {
    desk_id: string;
    token_hash: Buffer;
    person_id: string;
    created_at: Date;
    expires_at: Date;
  };
  signed_link: {
    desk_id: string;
    id: string;
    case_id: string;
    party_id: string;
    token_hash: Buffer;
    purpose: string;
    created_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
    last_used_at: Date | null;
  };
  task: {
    desk_id: string;
    id: string;
    case_id: string;
    kind: string;
    detail: string;
    due_at: string | null;
    created_at: Date;
    done_at: Date | null;
  };
};
