/** Replaces what differs from run to run: durations, dates, ports, process ids, hashes of plans, and the times in the names of new files. */
export function stable(output: string): string {
  return ordersByName(output)
    .replace(/\b\d+(\.\d+)? (ms|s|min)( \d+ s)?\b/g, '<time>')
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?/g, '<date>')
    .replace(/\b\d{4}-\d\d-\d\d\b/g, '<date>')
    .replace(/\b\d{8}T\d{6}(?=_)/g, '<time>')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/\bpid \d+/g, 'pid <pid>')
    .replace(/--confirm [0-9a-f]{16}\b/g, '--confirm <plan>')
    .replace(/[ \t]+$/gm, '')
    .replace(/ {2,}/g, '  ')
    .trim();
}

/** The orders of a merge are tried at the same time: which of them ends first differs, too. */
function ordersByName(output: string): string {
  return output.replace(/(?:^✓ \d+\/\d+ .*, then .*\n)+/gm, (lines) => {
    const orders = lines.trimEnd().split('\n');
    const names = orders.map((line) => line.replace(/^✓ \d+\/\d+ /, '')).sort();
    return names.map((name, index) => `✓ ${index + 1}/${orders.length} ${name}\n`).join('');
  });
}

const ID = /(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/g;

/** The random ids of a document and what they are in this run. */
export class ShownIds {
  readonly #actual = new Map<string, string>();

  /** Learns from an output, position by position, what ids that were not shown before are now. */
  learn(shown: string, actual: string): void {
    const now = actual.match(ID) ?? [];
    const bound = new Set(this.#actual.values());
    for (const [index, id] of (shown.match(ID) ?? []).entries()) {
      const is = now[index];
      if (is === undefined || this.#actual.has(id) || bound.has(is)) continue;
      this.#actual.set(id, is);
      bound.add(is);
    }
  }

  /** A text of the document with the ids of this run. */
  actual(text: string): string {
    return text.replace(ID, (id) => this.#actual.get(id) ?? id);
  }
}
