/** What users write where a file or folder of this machine is meant: a path, or a `file:` URL. */

/** What `localPath` takes, to stand after "it takes". */
export const LOCAL_PATH_EXPECTED = "a path or a file: URL such as file:///absolute/path";

/**
 * The path that a `file:` URL names; other text is a path already. `undefined` for empty text, other schemes, and URLs
 * that are relative or name a host.
 */
export function localPath(location: string): string | undefined {
  if (/^file:/i.test(location)) return pathOfUrl(location);
  return location === "" || /^[a-z][a-z0-9+.-]+:\/\//i.test(location) ? undefined : location;
}

function pathOfUrl(location: string): string | undefined {
  // A URL forgets whether it was relative: file:a would be /a.
  if (!/^file:\//i.test(location)) return undefined;
  try {
    const { hostname, pathname } = new URL(location);
    if (hostname !== "") return undefined;
    const decoded = decodeURIComponent(pathname);
    return /^\/[A-Za-z]:\//.test(decoded) ? decoded.slice(1) : decoded;
  } catch {
    return undefined; // no URL, or escapes that are none
  }
}
