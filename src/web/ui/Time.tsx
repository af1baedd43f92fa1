import { fromIso, toDay, toMinute, toShortDay } from "./instant.ts";
import { useNow } from "./useNow.ts";

/** A moment in the reader's zone; the exact instant stands on hover. `as`: the whole minute, the day, or the day of this year. */
export function Time(props: { readonly at: string; readonly as?: "minute" | "day" | "short" }) {
  const now = useNow();
  const at = fromIso(props.at);
  const as = props.as ?? "minute";
  const text = as === "minute" ? toMinute(at) : as === "day" ? toDay(at) : toShortDay(at, now);
  return (
    <time dateTime={props.at} title={props.at.length > 10 ? at.toISOString() : props.at}>
      {text}
    </time>
  );
}
