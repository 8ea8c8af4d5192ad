import type { OracleCase } from './corpus.ts';

type Ids = ReadonlySet<string>;

/**
 * The rule of the rows, computed from the corpus alone and on purpose in the plainest way: rows are the applied revisions
 * without an applied child, where a child has them as `down` or as (resolved) `dependsOn`.
 */
export class Canon {
  /** Parents and dependencies by id. */
  readonly down = new Map<string, readonly string[]>();
  /** The reverse. */
  readonly up = new Map<string, string[]>();
  readonly #parents = new Map<string, readonly string[]>();
  readonly #labels = new Map<string, string>();

  constructor(source: OracleCase) {
    for (const revision of source.revisions) for (const label of revision.labels) this.#labels.set(label, revision.id);
    for (const revision of source.revisions) {
      this.#parents.set(revision.id, [...new Set(revision.down)]);
      const needs = [...revision.down, ...revision.dependsOn.map((name) => this.#labels.get(name) ?? name)];
      this.down.set(revision.id, [...new Set(needs)]);
      this.up.set(revision.id, this.up.get(revision.id) ?? []);
      for (const id of new Set(needs)) this.up.set(id, [...(this.up.get(id) ?? []), revision.id]);
    }
  }

  /** A row of the database; a partial id stands for the one revision that begins with it. */
  row(name: string): string {
    if (this.down.has(name)) return name;
    const matches = [...this.down.keys()].filter((id) => id.startsWith(name));
    return this.#labels.get(name) ?? (matches.length === 1 ? (matches[0] ?? name) : name);
  }

  /** The given revisions and all below them. */
  closure(ids: Iterable<string>): Set<string> {
    const closed = new Set<string>();
    const todo = [...ids];
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (closed.has(id)) continue;
      closed.add(id);
      todo.push(...(this.down.get(id) ?? []));
    }
    return closed;
  }

  rows(applied: Ids): string[] {
    return [...applied].filter((id) => !(this.up.get(id) ?? []).some((child) => applied.has(child))).sort();
  }

  /** Do revisions need each other in a circle? With `parents` dependencies do not count. */
  hasCycle(along: 'all' | 'parents' = 'all'): boolean {
    const needs = along === 'all' ? this.down : this.#parents;
    const left = new Map([...needs].map(([id, list]) => [id, list.filter((need) => needs.has(need)).length]));
    const ready = [...left].filter(([, count]) => count === 0).map(([id]) => id);
    let seen = 0;
    for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
      seen++;
      for (const child of this.up.get(id) ?? []) {
        if (!(needs.get(child) ?? []).includes(id)) continue;
        const count = (left.get(child) ?? 0) - 1;
        left.set(child, count);
        if (count === 0) ready.push(child);
      }
    }
    return seen < this.down.size;
  }
}
