/** What code threw, in words: it need not be an `Error`, nor one that can be read. Never throws. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return String(thrown.message) || thrown.name;
    return `threw ${inWords(thrown)}, which is not an Error`;
  } catch {
    return 'threw something that cannot be read';
  }
}

function inWords(thrown: unknown): string {
  if (typeof thrown === 'function') return `the function ${thrown.name || 'without a name'}`;
  if (typeof thrown !== 'object' || thrown === null)
    return typeof thrown === 'string' ? JSON.stringify(thrown) : String(thrown);
  if ('message' in thrown && typeof thrown.message === 'string') return JSON.stringify(thrown.message);
  return JSON.stringify(thrown) ?? 'an object';
}
