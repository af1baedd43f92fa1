import { useEffect } from "react";

/** The name of the page in the tab and for screen readers, most particular word first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title.trim() === "" ? "Assay" : `${title}, Assay`;
  }, [title]);
}
