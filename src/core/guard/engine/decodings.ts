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
  readonly #base64: PackedViews;
  readonly #hex: PackedViews;

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
    this.#base64 = new PackedViews(open, view, BASE64);
    this.#hex = new PackedViews(open, view, HEX, this.#base64);
  }

  advance(into: SourceSight[]): void {
    this.#escapes.advance(into);
    this.#base64.advance(into);
    this.#hex.advance(into);
  }

  /** Lets go of what is open. */
  dispose(): void {
    this.#escapes.dispose();
    this.#base64.dispose();
    this.#hex.dispose();
  }

  /** Source offset from which on something may still be found, if that is before `known`. */
  frontier(known: number): number {
    let at = this.#escapes.frontier() ?? known;
    if (at > known) at = known;
    const inBase64 = this.#base64.frontier() ?? at;
    if (inBase64 < at) at = inBase64;
    const inHex = this.#hex.frontier() ?? at;
    return Math.min(inHex, at);
  }

  /** First position of the view that is still needed, if that is before `known`. */
  oldest(known: number): number {
    return Math.min(known, this.#escapes.oldest(), this.#base64.oldest(), this.#hex.oldest());
  }
}
