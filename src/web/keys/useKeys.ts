import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Binding } from "./binding.ts";
import { addLayer, bindingsChanged, currentBindings, singleKeysOn, subscribe } from "./keymap.ts";

/** Binds keys while the component is mounted. Runs see the latest render; the help lists them. */
export function useKeys(bindings: readonly Binding[]): void {
  const layer = useRef(bindings);
  layer.current = bindings;
  const listed = bindings.map(({ keys, on }) => `${keys}${on === false ? "-" : "+"}`).join(",");
  useEffect(() => addLayer(layer), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told whenever the list of keys differs, not on every render
  useEffect(bindingsChanged, [listed]);
}

export const useBindings = (): readonly Binding[] =>
  useSyncExternalStore(subscribe, currentBindings);
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, singleKeysOn);
