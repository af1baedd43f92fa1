import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { type Block, facts, heading, list, prose, table } from "./paper/block.ts";
import { toPlainText } from "./paper/toPlainText.ts";
import type { Terms, TermsSignature, TermsVersion } from "./terms.ts";
import {
  ACCESS_MODE_WORDS,
  TERMS_LABELS as LABELS,
  loggingWords,
  personWords,
  promptWords,
  retentionWords,
  VARIANT_WORDS,
} from "./termsWords.ts";

const METHOD_WORDS = {
  ed25519: "Ed25519 key",
  webauthn: "passkey",
} as const satisfies Record<TermsSignature["method"], string>;

const listOr = (items: readonly string[], nothing: string): Block =>
  items.length === 0 ? prose(nothing) : list(items);

const section = (label: string, items: readonly string[], nothing: string): readonly Block[] => [
  heading(label, 3),
  listOr(items, nothing),
];

/** The conditions without the people and the notes: what whoever gets a result is bound by. */
export const termsConditions = (terms: Terms): readonly Block[] => [
  facts(
    [LABELS.accessMode, ACCESS_MODE_WORDS[terms.accessMode]],
    [LABELS.retentionDays, retentionWords(terms.retentionDays)],
    [LABELS.labLogs, loggingWords(terms.labLogs)],
    [LABELS.destructionDate, terms.destructionDate],
    [LABELS.promptsShownToLab, promptWords(terms.promptsShownToLab)],
  ),
  ...section(
    LABELS.variants,
    terms.variants.map((one) => VARIANT_WORDS[one]),
    "None is named.",
  ),
  ...section(LABELS.agreedUses, terms.agreedUses, "None is named."),
  ...section(
    LABELS.onwardSharing,
    terms.onwardSharing.map((one) => `${one.with}: ${one.condition}`),
    "Nobody is named: nothing is shared onward.",
  ),
];

/** Everything in the terms. */
export const termsBlocks = (terms: Terms): readonly Block[] => [
  ...termsConditions(terms),
  ...section(LABELS.people, terms.people.map(personWords), "Nobody is named."),
  ...(terms.notes === "" ? [] : [heading(LABELS.notes, 3), prose(terms.notes)]),
];

/** Hexadecimal digits of a key of 32 bytes: what is longer, as keys of passkeys are, leaves a page no room for anything else. */
const SHOWN = 64;

const keyWords = (publicKey: string): string =>
  publicKey.length <= SHOWN ? publicKey : `SHA-256 ${bytesToHex(sha256(hexToBytes(publicKey)))}`;

const signatureRow = ({ side, name, at, method, proof }: TermsSignature): readonly string[] => [
  side,
  name,
  at,
  METHOD_WORDS[method],
  keyWords(proof.publicKey),
];

export const signatureTable = (signatures: readonly TermsSignature[]): Block =>
  signatures.length === 0
    ? prose("Nobody has signed this version.")
    : table(["Side", "Signed by", "At", "With", "Public key"], signatures.map(signatureRow));

/** One version to read and to print, with what was signed and by whom. `ref` and `id` are the review's. */
export const termsAsText = (
  { ref, id }: { readonly ref: string; readonly id: string },
  { version, hash, terms, proposedBy, at, signatures }: TermsVersion,
): string =>
  toPlainText({
    title: `Access terms of review ${ref}, version ${version}`,
    subtitle: `Proposed by ${proposedBy} at ${at}`,
    blocks: [
      ...termsBlocks(terms),
      heading("What is signed"),
      prose("SHA-256 of {review, version, terms} in canonical JSON (RFC 8785):"),
      facts(["Review", id], ["Version", String(version)], ["SHA-256", hash]),
      heading("Signatures"),
      signatureTable(signatures),
    ],
  });
