/** The switch between light and dark, the same as the application's. Without it the system decides. */
export const PUBLIC_SCRIPT = `(() => {
  const key = "mantine-color-scheme-value";
  const attribute = "data-mantine-color-scheme";
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = stored();
  if (scheme === "light" || scheme === "dark") root.setAttribute(attribute, scheme);
  addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button");
    button.className = "theme";
    button.textContent = "\\u25d0";
    button.setAttribute("aria-label", "Switch between light and dark");
    button.addEventListener("click", () => {
      const now = root.getAttribute(attribute) ?? (isDark() ? "dark" : "light");
      const next = now === "dark" ? "light" : "dark";
      root.setAttribute(attribute, next);
      try { localStorage.setItem(key, next); } catch { /* the choice holds for this page */ }
    });
    document.querySelector("header.top")?.append(button);
  });
})();
`;
