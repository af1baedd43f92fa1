import { toPointer } from "../jsonPointer.ts";
import type { Faults } from "./faults.ts";

/**
 * One value of a foreign document, read with checks: each read returns what it found or notes a fault with its pointer and
 * goes on, so that one pass both extracts and judges. `null` counts as absent. Only what is read is judged: foreign
 * formats grow, and a field that nobody reads cannot mislead.
 */
export class Cursor {
  readonly value: unknown;
  readonly faults: Faults;
  readonly #up: Cursor | null;
  readonly #step: string | number;

  constructor(
    value: unknown,
    faults: Faults,
    up: Cursor | null = null,
    step: string | number = "",
  ) {
    this.value = value;
    this.faults = faults;
    this.#up = up;
    this.#step = step;
  }

  get pointer(): string {
    const steps: (string | number)[] = [];
    for (let at: Cursor = this; at.#up !== null; at = at.#up) steps.unshift(at.#step);
    return toPointer(steps);
  }

  fault(rule: string, message: string): void {
    this.faults.add(rule, this.pointer, message);
  }

  /** The member, or null when it is absent; a fault (once) when this value is no object at all. */
  member(key: string): Cursor | null {
    if (!isObject(this.value)) return null;
    const value = Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return value === undefined || value === null ? null : new Cursor(value, this.faults, this, key);
  }

  /** As `member`, but absence is a fault. */
  required(key: string, kind: string): Cursor | null {
    const found = this.member(key);
    if (found === null) this.fault("required", `"${key}" is missing. Add it: ${kind}.`);
    return found;
  }

  isObject(): boolean {
    if (isObject(this.value)) return true;
    this.wrongType("an object");
    return false;
  }

  /** An empty list stands for an empty object, as some languages write it; where it may not, the types are judged later. */
  object(key: string): Cursor | null {
    const found = this.member(key);
    if (Array.isArray(found?.value) && found.value.length === 0) return null;
    return found?.isObject() ? found : null;
  }

  text(key: string): string | null {
    const found = this.member(key);
    if (found === null || typeof found.value === "string") return (found?.value as string) ?? null;
    found.wrongType("a string");
    return null;
  }

  number(key: string): number | null {
    const found = this.member(key);
    if (found === null || typeof found.value === "number") return (found?.value as number) ?? null;
    found.wrongType("a number");
    return null;
  }

  /** The items of an array; none when it is absent. */
  list(key: string): Cursor[] {
    const found = this.member(key);
    if (found === null) return [];
    if (Array.isArray(found.value))
      return found.value.map((item, at) => new Cursor(item, this.faults, found, at));
    found.wrongType("an array");
    return [];
  }

  /** As `text`, for tools that write their ids and versions as numbers. */
  label(key: string): string | null {
    const found = this.member(key);
    return typeof found?.value === "number" ? String(found.value) : this.text(key);
  }

  /** The items of an array of objects; null says nothing, an item of another type is a fault. */
  objects(key: string): Cursor[] {
    return this.list(key).filter((item) => item.value !== null && item.isObject());
  }

  /** The items of an array of strings; an item of another type is a fault and is left out. */
  texts(key: string): string[] {
    return this.list(key)
      .filter((item) => typeof item.value === "string" || item.wrongType("a string"))
      .map((item) => item.value as string);
  }

  /** Notes the fault; false, so that it can stand in a condition. */
  wrongType(wanted: string): false {
    this.fault("type", `${kindOf(this.value)} stands here; write ${wanted}${this.hint(wanted)}.`);
    return false;
  }

  private hint(wanted: string): string {
    const scalar = typeof this.value === "number" || typeof this.value === "boolean";
    return wanted === "a string" && scalar ? ` (put it in quotes: "${String(this.value)}")` : "";
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** "An array", "A number" … of a parsed value. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "Nothing";
  if (Array.isArray(value)) return "An array";
  const type = typeof value;
  return type === "object" ? "An object" : `A ${type}`;
}
