import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { PackRuleLine } from "#contract/guard/pack.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Verdict } from "../Verdict.tsx";
import classes from "./packs.module.css";

const HEIGHT = 32;

/** Hundreds of rules, of which those in sight are drawn. */
export function RuleList(props: {
  readonly rules: readonly PackRuleLine[];
  readonly current: string | undefined;
  readonly onCurrent: (id: string) => void;
}) {
  const { rules, current, onCurrent } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rules.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
    initialRect: { width: 320, height: 640 },
  });
  const at = rules.findIndex(({ id }) => id === current);
  const go = (to: number) => {
    const rule = rules[to];
    if (!rule) return;
    virtual.scrollToIndex(to, { align: "auto" });
    onCurrent(rule.id);
  };
  const isShown = useRef(false);
  useEffect(() => {
    if (isShown.current || at < 0) return;
    isShown.current = true;
    virtual.scrollToIndex(at, { align: "center" });
  }, [at, virtual]);
  useKeys([
    { keys: "j", does: "next rule", on: at < rules.length - 1, run: () => go(at + 1) },
    { keys: "k", does: "rule before", on: at > 0, run: () => go(at - 1) },
  ]);
  return (
    <div ref={scroll} className={classes.rules}>
      <ol aria-label="Rules" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const rule = rules[index];
          if (!rule) return null;
          return (
            <li
              key={rule.id}
              aria-setsize={rules.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <button
                type="button"
                aria-current={rule.id === current || undefined}
                onClick={() => onCurrent(rule.id)}
              >
                <span className="mono">{rule.id.slice(rule.id.indexOf("/") + 1)}</span>
                <Verdict of={rule.action} />
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
