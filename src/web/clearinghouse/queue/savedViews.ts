import { useSyncExternalStore } from "react";
import type { QueueSearch } from "./view.ts";

/** A view somebody saved under a name, kept in this browser. */
export type SavedView = {
  readonly name: string;
  readonly page: string;
  readonly search: QueueSearch;
};

const STORED = "assay-saved-views";
const listeners = new Set<() => void>();
let views = readStored();

function readStored(): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isView) : [];
  } catch {
    return [];
  }
}

const isView = (value: unknown): value is SavedView =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  "page" in value &&
  "search" in value;

function keep(next: readonly SavedView[]): void {
  views = next;
  try {
    localStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    // Storage is closed: the view lasts until the page is left.
  }
  for (const tell of listeners) tell();
}

/** A view of the same name on the same page is replaced. */
export const saveView = (view: SavedView): void =>
  keep([...views.filter(({ name, page }) => name !== view.name || page !== view.page), view]);

export const dropView = (view: SavedView): void => keep(views.filter((each) => each !== view));

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const useSavedViews = (page: string): readonly SavedView[] =>
  useSyncExternalStore(subscribe, () => views).filter((view) => view.page === page);
