import "./zod.ts";
import "./styles.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { ApiError } from "./api.ts";
import { styleNonce } from "./nonce.ts";

// The dialogs' scroll lock makes a style element of its own and looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root, {
  // What the server refused or could not do is said on the page; only faults of ours are for the console.
  onCaughtError: (error, { componentStack }) => {
    if (!(error instanceof ApiError)) console.error(error, componentStack);
  },
}).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
