import { BASE64, HEX } from "../normal/packedBits.ts";
import { DerivedView, type OpenView, type SourceSight, type Watch } from "./derivedView.ts";
import { EscapeViews } from "./escapeViews.ts";
import { hasLongRun, PackedViews } from "./packedViews.ts";
import type { Scanner } from "./scanner.ts";

/** Encodings within encodings are decoded so many times. Each reads its text once: the work is bounded by the text's length. */
const MOST_LAYERS = 3;

/** False where all is there, and nothing in it is encoded. */
const maySayMore = ({ view, triggers }: Scanner): boolean =>
  !view.isClosed || triggers.length > 0 || hasLongRun(view, BASE64);

/** Everything a view says when decoded, and what that says when decoded once more. */
export class Decodings {
  readonly #escapes: EscapeViews;
  readonly #packed: readonly PackedViews[];

  /** `layer`: how often what the view has was decoded. */
  constructor(watch: Watch, scanner: Scanner, layer: number) {
    const open: OpenView = (name, sourceStart, isMixed) =>
      new DerivedView(watch, name, sourceStart, isMixed, (inner) =>
        layer + 1 < MOST_LAYERS && maySayMore(inner)
          ? new Decodings(watch, inner, layer + 1)
          : undefined,
      );
    const { view } = scanner;
    this.#escapes = new EscapeViews(open, view, scanner.triggers);
    const base64 = new PackedViews(open, view, BASE64);
    this.#packed = [base64, new PackedViews(open, view, HEX, base64)];
  }

  advance(into: SourceSight[]): void {
    this.#escapes.advance(into);
    for (const packed of this.#packed) packed.advance(into);
  }

  /** Lets go of what is open. */
  dispose(): void {
    this.#escapes.dispose();
    for (const packed of this.#packed) packed.dispose();
  }

  /** Source offset from which on something may still be found, if that is before `known`. */
  frontier(known: number): number {
    let at = Math.min(known, this.#escapes.frontier() ?? known);
    for (const packed of this.#packed) at = Math.min(at, packed.frontier() ?? at);
    return at;
  }

  /** First position of the view that is still needed, if that is before `known`. */
  oldest(known: number): number {
    let at = Math.min(known, this.#escapes.oldest());
    for (const packed of this.#packed) at = Math.min(at, packed.oldest());
    return at;
  }
}
