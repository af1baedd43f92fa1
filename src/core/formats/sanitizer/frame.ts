import type { CrashDraft } from "./draft.ts";
import { demangledName, functionName } from "./frameName.ts";
import { golangFrame } from "./golang.ts";
import { kernelFrame } from "./kernelCrash.ts";
import { javaFrame, javascriptFrame, pythonFrame } from "./managed.ts";
import { correctnessLine } from "./v8.ts";

/** A line of a stack: what is judged (function and file, as written) and the name that goes into the state. */
export type Frame = {
  readonly text: string;
  readonly name: string;
  /** Only Linux and Android kernels print the address that matters with the frame. */
  readonly address?: string | null;
};

const frame = (text: string): Frame => ({ text, name: functionName(text) });

/** Reads a line as a frame of whatever runtime the trace comes from; null when it is none. */
export function readFrame(draft: CrashDraft, line: string): Frame | null {
  return (
    cdbFrame(line) ??
    numberedFrame(line) ??
    (draft.tool === "tsan" ? threadFrame(line) : null) ??
    windowsFrame(line) ??
    macFrame(line) ??
    runtimeFrame(draft, line)
  );
}

/** cdb: "03fcb4a8 5e2c1f6b MSHTML!CElement::Foo+0x12" */
function cdbFrame(line: string): Frame | null {
  const match = /^[0-9a-zA-Z`]+ [0-9a-zA-Z`]+ \w+!(.*)\+[xX0-9a-fA-F]/.exec(line);
  return match?.[1] === undefined ? null : frame(match[1]);
}

const NUMBERED = /^\s*#(\d+)\s+[xX0-9a-fA-F]+\s+(\S.*)$/;

/** Sanitizers and gdb: "#1 0x4a in f(int) file.c:3:1", "#1 0x4a (lib.so+0x1)"; Chrome: "#1 0x4a f()". */
function numberedFrame(line: string): Frame | null {
  const rest = NUMBERED.exec(line)?.[2]?.trimEnd();
  if (rest === undefined) return null;
  if (/^in(?:\s|$)/.test(rest)) return inFrame(rest.slice(2).trim());
  if (rest.startsWith("(")) {
    const module = rest.replace(/^\(|\)$/g, "");
    return { text: module, name: /\+0x[0-9a-f]+$/i.test(module) ? module : functionName(module) };
  }
  return /[/\\]/.test(rest) ? null : frame(rest);
}

/** ThreadSanitizer: "#0 put(int) /src/q.c:10:3 (prog+0x4f) (BuildId: 7a)", "#0 free <null> (prog+0x4f)". */
function threadFrame(line: string): Frame | null {
  const text =
    /^\s*#\d+ (\S.{0,1000}? (?:<null>|\S{1,1000}?(?::\d+){0,2})) \(\S+\+0x[0-9a-f]+\)/.exec(
      line,
    )?.[1];
  return text === undefined ? null : inFrame(text.replace(/ <null>$/, ""));
}

/** Up to the file and line; what follows them (a module, a build id) is not judged. */
const TO_PLACE = /^(.* \S+:\d+)(?:\s|$)/;

/** A fuzz target's entry point is called the same everywhere: its file names it. */
function inFrame(whole: string): Frame {
  const text = TO_PLACE.exec(whole)?.[1] ?? whole;
  if (!text.startsWith("LLVMFuzzerTestOneInput")) return frame(text);
  const file = /(?:^|\s)([^\s]+?):\d+(?::\d+)?(?:\s|$)/.exec(text)?.[1];
  if (file === undefined) return frame(text);
  const base = file.replaceAll("\\", "/").split("/").at(-1) ?? "";
  return frame(text.replace("LLVMFuzzerTestOneInput", base));
}

/** Chrome on Windows: " blink::Foo [0x00007FFE913FFCF2+18] (blink/foo.cc:12)" */
function windowsFrame(line: string): Frame | null {
  const at = line.indexOf(" [0x");
  if (at < 0 || !/^ \[[xX0-9a-fA-F]+\+\d+\]/.test(line.slice(at))) return null;
  const name = line.slice(0, at).trim();
  return name === "" || /[/\\]/.test(name) ? null : frame(name);
}

/** Chrome on macOS: "3   Chromium Framework   0x0000000107 _ZN2ui5CurveEv + 19" */
function macFrame(line: string): Frame | null {
  if (!/^\d/.test(line) || !/ \+ \d+\s*$/.test(line.slice(-30))) return null;
  const words = line.trim().split(/\s+/);
  const address = words.findIndex((word, at) => at >= 2 && /^0x[0-9a-f]+$/i.test(word));
  const name = address < 0 ? "" : words.slice(address + 1, -2).join(" ");
  const image = words.slice(1, Math.max(address, 1)).join(" ");
  if (name === "" || /[/\\]/.test(name) || !/^(?:[\w ]+|\?\?\?)$/.test(image)) return null;
  return frame(demangledName(name));
}

/** Frames that only count in a trace of their own runtime. */
function runtimeFrame(draft: CrashDraft, line: string): Frame | null {
  const java = javaFrame(draft, line);
  if (java !== null) return frame(java);
  if (draft.type === "V8 correctness failure") {
    const text = correctnessLine(line);
    return text === null ? null : { text, name: text };
  }
  return kernelOrTrusty(line) ?? scriptFrame(draft, line);
}

function kernelOrTrusty(line: string): Frame | null {
  const trusty = /^uSP\+[a-zA-Z0-9]{6}: 0x[a-fA-F0-9]{16} in (\w+)/.exec(line)?.[1];
  if (trusty !== undefined) return frame(trusty);
  const kernel = kernelFrame(line);
  return kernel === null
    ? null
    : { text: kernel.name, name: functionName(kernel.name), address: kernel.address };
}

function scriptFrame({ origin }: CrashDraft, line: string): Frame | null {
  if (origin.golang) {
    const name = golangFrame(line);
    if (name !== null) return { text: name, name: name.split("/").at(-1) ?? name };
  }
  const name =
    (origin.python ? pythonFrame(line) : null) ??
    (origin.javascript ? javascriptFrame(line) : null);
  return name === null ? null : frame(name);
}
