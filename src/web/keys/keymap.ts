import { type Binding, hear, PAUSE } from "./binding.ts";

/** All bindings of the mounted components, in the order they were mounted, and whether letters act at all (WCAG 2.1.4). */
const layers: { current: readonly Binding[] }[] = [];
const listeners = new Set<() => void>();
let shown: readonly Binding[] = [];
let pending: { key: string; until: number } | undefined;

const STORED = "assay-single-keys";
let single = readStored();

function readStored(): boolean {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function changed(): void {
  shown = layers.flatMap(({ current }) => current);
  for (const tell of listeners) tell();
}

/** Adds a layer of bindings; the answer takes it away again. */
export function addLayer(layer: { current: readonly Binding[] }): () => void {
  layers.push(layer);
  changed();
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    changed();
  };
}

export const bindingsChanged = changed;
export const currentBindings = (): readonly Binding[] => shown;
export const singleKeysOn = (): boolean => single;
export function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function turnSingleKeys(on: boolean): void {
  single = on;
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Storage is closed: it holds until the page is left.
  }
  changed();
}

const FIELD = "input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true]";
/** Enter and space already mean something on these. */
const ACTS = "a[href],button,summary,input,[role=menuitem],[role=tab]";

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || document.querySelector("[aria-modal=true]")) return;
  const on = event.target instanceof Element ? event.target : document.body;
  if ((event.key === "Enter" || event.key === " ") && on.closest(ACTS)) return;
  if (!single && event.key.length === 1 && event.key !== "?") return;
  const first = pending && pending.until > event.timeStamp ? pending.key : undefined;
  const heard = hear(
    {
      key: event.key,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      typing: on.closest(FIELD) !== null,
    },
    layers.flatMap(({ current }) => current),
    first,
  );
  pending = heard.pending ? { key: heard.pending, until: event.timeStamp + PAUSE } : undefined;
  if (!heard.run) return;
  event.preventDefault();
  heard.run.run();
}

export function listenToKeys(): () => void {
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}
