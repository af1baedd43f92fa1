/** Fills `:name` in a route's path and adds the query; `undefined` and empty values are left out, lists repeat the name. */
export function pathOf(path: string, params: unknown = {}, query: unknown = {}): string {
  const values = params as Record<string, unknown>;
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = searchOf(query as Record<string, unknown>);
  return search === "" ? filled : `${filled}?${search}`;
}

function searchOf(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== "") search.append(name, String(one));
  return search.toString();
}

/** Bytes go as they are; everything else as JSON. */
export function bodyOf(body: unknown): { body?: BodyInit; type?: string } {
  if (body === undefined) return {};
  if (body instanceof Blob) return { body, type: body.type || "application/octet-stream" };
  return { body: JSON.stringify(body), type: "application/json" };
}
