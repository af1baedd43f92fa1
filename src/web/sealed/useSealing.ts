import { useMemo, useRef, useSyncExternalStore } from "react";
import type { Recipient } from "#core/sealed/recipient.ts";
import { connect } from "./connect.ts";
import { openJob } from "./job.ts";
import { openUpload } from "./sealUpload.ts";

type Asked = {
  readonly file: File;
  readonly recipients: readonly Recipient[];
  readonly about: Readonly<Record<string, unknown>>;
};

type Sealed = { readonly id: string; readonly digest: string };

/** Sealing a file to a review: `start` it; after trouble `again` goes on where it was; `stop` ends it. */
export function useSealing(review: string) {
  const job = useMemo(() => openJob<Sealed>(() => performance.now()), []);
  const upload = useRef<ReturnType<typeof openUpload>>(undefined);
  const again = () =>
    job.run(async (signal, onProgress) => {
      if (!upload.current) throw new TypeError("nothing was started");
      return await upload.current.run(connect(review, signal), onProgress);
    });
  const start = (asked: Asked) => {
    upload.current = openUpload(asked);
    return again();
  };
  return { state: useSyncExternalStore(job.subscribe, job.state), start, again, stop: job.stop };
}
