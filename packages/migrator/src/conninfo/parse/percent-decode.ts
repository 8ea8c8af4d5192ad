/**
 * Decodes `%xx` to UTF-8 as libpq does; `undefined` for a `%` without two digits, for `%00`, and for what is not UTF-8.
 */
export function percentDecode(text: string): string | undefined {
  if (/%(?![0-9a-f]{2})|%00/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
