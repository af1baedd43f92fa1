// Runs before the first paint, so that a chosen scheme does not flash the other one.
try {
  const scheme = localStorage.getItem("mantine-color-scheme-value");
  if (scheme === "light" || scheme === "dark")
    document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
} catch {
  // Storage is closed: the system's scheme holds.
}
