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
  /** What is not decided yet; while a release goes on, from `#base` on. */
  #text = "";
  #base = 0;
  /** Source offset before which all is decided, and how many surrogate pairs lie before it. */
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
    this.#moveTo(this.#offset + this.#text.length);
    this.#trim();
  }

  #slice(from: number, to: number): string {
    return this.#text.slice(from - this.#base, to - this.#base);
  }

  #moveTo(offset: number): void {
    if (this.#scan.isWide) this.#pairs += pairsIn(this.#slice(this.#offset, offset));
    this.#offset = offset;
  }

  /** Lets go of the text that is decided. */
  #trim(): void {
    if (this.#offset === this.#base) return;
    this.#text = this.#text.slice(this.#offset - this.#base);
    this.#base = this.#offset;
  }

  #release(frontier: number): readonly Released[] {
    if (this.#scan.sights.length > 0) this.#takeSights();
    if (this.#sights.length === 0) {
      if (frontier <= this.#offset) return NOTHING;
      if (!this.isHalted) return [{ text: this.#letOut(frontier), isReplacement: false }];
    }
    const out: Released[] = [];
    this.#emit(this.#settleBefore(frontier, out), out);
    this.#trim();
    return out;
  }

  /** What is before the frontier goes as it is: most of what a stream asks for. */
  #letOut(frontier: number): string {
    const all = this.#text;
    const count = frontier - this.#base;
    this.#moveTo(frontier);
    this.#base = frontier;
    this.#text = count === all.length ? "" : all.slice(count);
    return count === all.length ? all : all.slice(0, count);
  }

  #takeSights(): void {
    for (const sight of this.#scan.sights) if (sight.end > this.#offset) this.#sights.push(sight);
    this.#scan.sights.length = 0;
    if (!areInOrder(this.#sights)) this.#sights.sort(bySpan);
  }

  /** Settles what is found and over before the frontier; gives how far text may be let out behind it. */
  #settleBefore(frontier: number, out: Released[]): number {
    if (this.#sights.length === 0) return frontier;
    let settled = 0;
    for (const cluster of clustersInOrder(this.#sights)) {
      if (cluster.end > frontier) {
        this.#sights = this.#sights.slice(settled);
        return Math.min(cluster.start, frontier);
      }
      this.#settle(cluster, out);
      settled += cluster.sights.length;
    }
    this.#sights = [];
    return frontier;
  }

  #emit(to: number, out: Released[]): void {
    if (to <= this.#offset) return;
    if (!this.isHalted) {
      out.push({ text: this.#slice(this.#offset, to), isReplacement: false });
    }
    this.#moveTo(to);
  }

  /** Everything that overlaps goes together: what one finding removes, no other brings back. */
  #settle({ start, end, sights }: Cluster, out: Released[]): void {
    if (start < this.#offset) this.isTooLate = true;
    this.#emit(start, out);
    this.#record(sights);
    if (this.isTooLate || sights.some((one) => actionOf(one) !== "rewrite")) this.isHalted = true;
    if (!this.isHalted) {
      const text = this.#slice(this.#offset, end);
      out.push({ text: replacementOf(sights, text, this.#replace), isReplacement: true });
    }
    this.#moveTo(end);
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
    const before = this.#slice(this.#offset, Math.max(this.#offset, offset));
    return offset - this.#pairs - pairsIn(before);
  }
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const WIDE = /[\ud800-\udbff]/;
const pairsIn = (text: string): number => (WIDE.test(text) ? (text.match(PAIR)?.length ?? 0) : 0);
