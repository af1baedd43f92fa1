import type { Finding } from "../verdict.ts";
import { areInOrder, bySpan, type Cluster, clustersInOrder } from "./clusters.ts";
import type { SourceSight, Watch } from "./derivedView.ts";
import { actionOf, findingOf, replacementOf } from "./sightFinding.ts";
import { TextScan } from "./textScan.ts";

/** A piece of what may go out: text as it was, or what was put in the place of something. */
export type Released = { readonly text: string; readonly isReplacement: boolean };

const NOTHING: readonly Released[] = [];

/** What takes the place of something found; undefined: the rule's own replacement. */
export type Replace = (found: {
  readonly ruleId: string;
  readonly type: string;
  readonly text: string;
}) => string | undefined;

/** One reading of a text: what is decided leaves, rewritten where that is the verdict; nothing more after an escalation or a block. */
export class Stage {
  readonly findings: Finding[] = [];
  isHalted = false;
  /** True when something to be rewritten begins in what is out already. */
  isTooLate = false;
  readonly #scan: TextScan;
  readonly #replace: Replace;
  #text = "";
  /** Source offset of `#text`, and how many surrogate pairs lie before it. */
  #offset = 0;
  #pairs = 0;
  #sights: SourceSight[] = [];

  /** `expected`: units likely to come, to make room for at once. */
  constructor(watch: Watch, replace: Replace, expected: number) {
    this.#scan = new TextScan(watch, expected);
    this.#replace = replace;
  }

  /** UTF-16 units read and not yet decided. */
  get held(): number {
    return this.#text.length;
  }

  push(text: string): readonly Released[] {
    this.#add(text);
    this.#scan.push(text);
    return this.#release(this.#scan.frontier());
  }

  /** The last of the text. */
  end(text: string): readonly Released[] {
    this.#add(text);
    this.#scan.end(text);
    return this.#release(this.#offset + this.#text.length);
  }

  #add(text: string): void {
    this.#text = this.#text === "" ? text : this.#text + text;
  }

  /** Takes in what is out already: it is context for what follows, and what lies wholly in it is settled. */
  remember(text: string): void {
    this.#add(text);
    this.#scan.push(text);
    this.#scan.sights.length = 0;
    this.#take(text.length);
  }

  #take(length: number): string {
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    this.#offset += length;
    if (this.#scan.isWide) this.#pairs += pairsIn(taken);
    return taken;
  }

  #release(frontier: number): readonly Released[] {
    if (this.#scan.sights.length > 0) {
      const fresh = this.#scan.sights.splice(0).filter(({ end }) => end > this.#offset);
      for (const sight of fresh) this.#sights.push(sight);
      if (!areInOrder(this.#sights)) this.#sights.sort(bySpan);
    }
    if (this.#sights.length === 0 && frontier <= this.#offset) return NOTHING;
    const out: Released[] = [];
    if (this.#sights.length === 0) return this.#emit(frontier, out);
    let settled = 0;
    for (const cluster of clustersInOrder(this.#sights)) {
      if (cluster.end > frontier) {
        this.#sights = this.#sights.slice(settled);
        return this.#emit(Math.min(cluster.start, frontier), out);
      }
      this.#settle(cluster, out);
      settled += cluster.sights.length;
    }
    this.#sights = [];
    return this.#emit(frontier, out);
  }

  #emit(to: number, out: Released[]): Released[] {
    const length = to - this.#offset;
    if (length > 0) {
      const text = this.#take(length);
      if (!this.isHalted) out.push({ text, isReplacement: false });
    }
    return out;
  }

  /** Everything that overlaps goes together: what one finding removes, no other brings back. */
  #settle({ start, end, sights }: Cluster, out: Released[]): void {
    if (start < this.#offset) this.isTooLate = true;
    this.#emit(start, out);
    const text = this.#text.slice(0, end - this.#offset);
    this.#record(sights);
    if (this.isTooLate || sights.some((one) => actionOf(one) !== "rewrite")) this.isHalted = true;
    this.#take(end - this.#offset);
    if (!this.isHalted) {
      out.push({ text: replacementOf(sights, text, this.#replace), isReplacement: true });
    }
  }

  /** Two views may show the same thing twice. */
  #record(cluster: readonly SourceSight[]): void {
    const [first] = cluster;
    if (first && cluster.length === 1) {
      this.findings.push(
        findingOf(first, this.#codePoint(first.start), this.#codePoint(first.end)),
      );
      return;
    }
    const known: Finding[] = [];
    for (const sight of cluster) {
      const finding = findingOf(sight, this.#codePoint(sight.start), this.#codePoint(sight.end));
      const isKnown = known.some(
        ({ ruleId, start, end }) =>
          ruleId === finding.ruleId && start <= finding.start && end >= finding.end,
      );
      if (!isKnown) known.push(finding);
    }
    for (const finding of known) this.findings.push(finding);
  }

  #codePoint(offset: number): number {
    if (!this.#scan.isWide) return offset;
    const before = this.#text.slice(0, Math.max(0, offset - this.#offset));
    return offset - this.#pairs - pairsIn(before);
  }
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const WIDE = /[\ud800-\udbff]/;
const pairsIn = (text: string): number => (WIDE.test(text) ? (text.match(PAIR)?.length ?? 0) : 0);
