import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import classes from "./scheme.module.css";

export function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-label="Switch between light and dark"
      onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
    >
      ◐
    </button>
  );
}
