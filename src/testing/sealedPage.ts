import { fileURLToPath } from "node:url";
import { build } from "vite";

const at = (path: string): string =>
  fileURLToPath(new URL(`../web/sealed/${path}`, import.meta.url));

/** What a person does by clicking, for a test to call. */
const PROGRAM = `
import { connect } from ${JSON.stringify(at("connect.ts"))};
import { openUpload } from ${JSON.stringify(at("sealUpload.ts"))};
import { openThing } from ${JSON.stringify(at("openThing.ts"))};
import { openSink, memorySink, sweepOpened } from ${JSON.stringify(at("sink.ts"))};
import { askPasskey } from ${JSON.stringify(at("passkeyIdentity.ts"))};
import { identities } from ${JSON.stringify(at("identities.ts"))};
const nothing = () => undefined;
const server = () => connect("RV-2026-0001", new AbortController().signal);
const open = (id, digest) =>
  openThing({ server: server(), id, digest, identities: identities.all().map((one) => one.identity) });
window.sealed = {
  addIdentity: (identity) => identities.add([identity], "file")[0].key,
  askPasskey: async () => {
    const identity = await askPasskey();
    return identity && identities.add([identity], "passkey")[0].key;
  },
  seal: (name, key) => {
    const [file] = document.querySelector("input").files;
    const named = new File([file], name, { type: file.type });
    const recipients = [{ name: "A", key }];
    return openUpload({ file: named, recipients, about: {} }).run(server(), nothing);
  },
  save: async (id, digest) => {
    delete window.showSaveFilePicker; // nobody is there to pick
    const { label, saveTo } = await open(id, digest);
    await saveTo(await openSink(label), nothing);
    return label;
  },
  show: async (id, digest) => {
    const { saveTo } = await open(id, digest);
    const sink = memorySink(1000);
    await saveTo(sink, nothing);
    return new TextDecoder().decode(sink.bytes());
  },
  left: async () => {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
  },
  sweep: sweepOpened,
};
`;

/** A page with nothing but what pages seal and open with, as the bundler makes it for the product. */
export async function buildSealedPage(): Promise<ReadonlyMap<string, string>> {
  const entry = "\0sealed-page";
  const built = await build({
    configFile: false,
    logLevel: "error",
    plugins: [
      {
        name: "sealed-page",
        resolveId: (id) => (id === "sealed-page" ? entry : null),
        load: (id) => (id === entry ? PROGRAM : null),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: "chrome123",
      rollupOptions: { input: "sealed-page", output: { entryFileNames: "page.js" } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  const scripts = outputs.flatMap((one) =>
    one.type === "chunk" ? [[`/${one.fileName}`, one.code] as const] : [],
  );
  const html = '<!doctype html><input type="file"><script type="module" src="/page.js"></script>';
  return new Map([...scripts, ["/", html]]);
}
