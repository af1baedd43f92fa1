import { findText } from "#outside/runFolder/files.ts";

/** What a JSON file holds; null where there is none. Throws a sentence that names it where it is no JSON. */
export async function findJson(path: string): Promise<unknown> {
  const text = await findText(path);
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${path} is no JSON (${why.replaceAll(/\s+/g, " ")}): something changed the file.`,
    );
  }
}
