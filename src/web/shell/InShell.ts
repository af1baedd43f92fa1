import { createContext } from "react";

/** Whether the shell stands around: it has the page's `main`, and what is shown without it brings its own. */
export const InShell = createContext(false);
