const LIMIT = 6;

/** A list as one reason on a marker. */
export function effectText(parts: readonly string[]): string {
  const shown = parts.slice(0, LIMIT).map((part) => part.replace(/\s+/g, ' '));
  return parts.length > LIMIT ? `${shown.join('; ')}; and ${parts.length - LIMIT} more` : shown.join('; ');
}
