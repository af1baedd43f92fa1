import { type Finding, join } from "../verdict.ts";
import type { SourceSight, Watch } from "./derivedView.ts";
import { actionOf, findingOf, replacementOf } from "./sightFinding.ts";
import { TextScan } from "./textScan.ts";

/** A piece of what may go out: text as it was, or what was put in the place of something. */
export type Released = { readonly text: string; readonly isReplacement: boolean };

/** What takes the place of something found; undefined: the rule's own replacement. */
export type Replace = (found: {
  readonly ruleId: string;
  readonly type: string;
  readonly text: string;
}) => string | undefined;

const nameOf = ({ sight, view }: SourceSight): string => `${sight.rule.rule.id} ${view}`;

/** Total, so that the order of findings does not tell in which order the text came. */
const bySpan = (a: SourceSight, b: SourceSight): number =>
  a.start - b.start || b.end - a.end || (nameOf(a) < nameOf(b) ? -1 : 1);

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

  push(text: string): Released[] {
    this.#text = this.#text === "" ? text : this.#text + text;
    this.#scan.push(text);
    return this.#release(this.#scan.frontier());
  }

  end(): Released[] {
    this.#scan.end();
    return this.#release(this.#offset + this.#text.length);
  }

  /** Marks what was read as gone out already: it is context for what follows, and what lies wholly in it is settled. */
  forget(): void {
    this.#take(this.#text.length);
    this.#sights = [];
  }

  #take(length: number): string {
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    this.#offset += length;
    this.#pairs += pairsIn(taken);
    return taken;
  }

  #release(frontier: number): Released[] {
    if (this.#scan.sights.length > 0) {
      const fresh = this.#scan.sights.splice(0).filter(({ end }) => end > this.#offset);
      this.#sights.push(...fresh);
      this.#sights.sort(bySpan);
    }
    const out: Released[] = [];
    while (this.#sights.length > 0) {
      const cluster = this.#nextCluster(frontier);
      if (cluster === undefined) return this.#emit(this.#sights[0]?.start ?? frontier, out);
      if (cluster.length === 0) break;
      this.#settle(cluster, out);
    }
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

  /** The first sights that overlap one another, when nothing to come can join them; undefined when something may; none when they lie behind. */
  #nextCluster(frontier: number): SourceSight[] | undefined {
    const [first] = this.#sights;
    if (!first || first.start >= frontier) return [];
    let end = first.end;
    let count = 1;
    for (; count < this.#sights.length; count += 1) {
      const next = this.#sights[count];
      if (!next || next.start >= end) break;
      end = Math.max(end, next.end);
    }
    return end <= frontier ? this.#sights.splice(0, count) : undefined;
  }

  /** Everything that overlaps goes together: what one finding removes, no other brings back. */
  #settle(cluster: readonly SourceSight[], out: Released[]): void {
    const start = Math.min(...cluster.map((sight) => sight.start));
    const end = Math.max(...cluster.map((sight) => sight.end));
    if (start < this.#offset) this.isTooLate = true;
    this.#emit(start, out);
    const text = this.#text.slice(0, end - this.#offset);
    this.#record(cluster);
    const action = cluster.map(actionOf).reduce((a, b) => join(a, b));
    if (action !== "rewrite" || this.isTooLate) this.isHalted = true;
    this.#take(end - this.#offset);
    if (!this.isHalted) {
      out.push({ text: replacementOf(cluster, text, this.#replace), isReplacement: true });
    }
  }

  /** Two views may show the same thing twice. */
  #record(cluster: readonly SourceSight[]): void {
    const known: Finding[] = [];
    for (const sight of cluster) {
      const finding = findingOf(sight, this.#codePoint(sight.start), this.#codePoint(sight.end));
      const isKnown = known.some(
        ({ ruleId, start, end }) =>
          ruleId === finding.ruleId && start <= finding.start && end >= finding.end,
      );
      if (!isKnown) known.push(finding);
    }
    this.findings.push(...known);
  }

  #codePoint(offset: number): number {
    const before = this.#text.slice(0, Math.max(0, offset - this.#offset));
    return offset - this.#pairs - pairsIn(before);
  }
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const WIDE = /[\ud800-\udbff]/;
const pairsIn = (text: string): number => (WIDE.test(text) ? (text.match(PAIR)?.length ?? 0) : 0);
