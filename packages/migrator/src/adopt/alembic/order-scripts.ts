import { AlembicCycleError, AlembicFileError } from '../../errors/adopt/alembic-errors.ts';
import type { AlembicScript } from './alembic-script.ts';

/** A script whose `dependsOn` are ids. */
export type OrderedScript = AlembicScript;

/**
 * The scripts with parents and dependencies first, each as early as the names of the files allow; labels of
 * `depends_on` are replaced by the id that has the label. Throws an `AlembicFileError` for an id or label that two
 * files have and for a name that none has, an `AlembicCycleError` for a cycle.
 */
export function orderScripts(scripts: readonly AlembicScript[]): readonly OrderedScript[] {
  const byName = namesOf(scripts);
  const resolved = scripts.map((script) => resolve(script, byName));
  const byId = new Map(resolved.map((script) => [script.id, script]));
  const order = new Map<string, OrderedScript>();
  for (const script of resolved) visitFrom(script, byId, order);
  return [...order.values()];
}

interface Named {
  readonly script: AlembicScript;
  readonly is: 'id' | 'label';
}

function namesOf(scripts: readonly AlembicScript[]): ReadonlyMap<string, Named> {
  const names = new Map<string, Named>();
  for (const script of scripts) {
    const other = names.get(script.id);
    if (other !== undefined) {
      const { file, lines, id } = script;
      throw new AlembicFileError({
        file,
        line: lines.revision,
        problem: 'same-id',
        value: id,
        other: other.script.file,
      });
    }
    names.set(script.id, { script, is: 'id' });
  }
  for (const script of scripts) {
    for (const label of script.labels) {
      const other = names.get(label);
      if (other !== undefined) {
        const { file, lines } = script;
        throw new AlembicFileError({
          file,
          line: lines.labels,
          problem: 'same-label',
          value: label,
          other: other.script.file,
        });
      }
      names.set(label, { script, is: 'label' });
    }
  }
  return names;
}

function resolve(script: AlembicScript, names: ReadonlyMap<string, Named>): OrderedScript {
  const { file, lines } = script;
  for (const value of script.parents) {
    if (names.get(value)?.is === 'id') continue;
    throw new AlembicFileError({ file, line: lines.down, problem: 'unknown-parent', value });
  }
  const dependsOn = script.dependsOn.map((value) => {
    const id = names.get(value)?.script.id;
    if (id !== undefined) return id;
    throw new AlembicFileError({ file, line: lines.depends, problem: 'unknown-dependency', value });
  });
  return { ...script, dependsOn };
}

/** Depth first without recursion: histories of many thousand revisions are one line. */
function visitFrom(
  start: OrderedScript,
  byId: ReadonlyMap<string, OrderedScript>,
  order: Map<string, OrderedScript>,
): void {
  const path: { readonly script: OrderedScript; readonly before: string[] }[] = [];
  const onPath = new Set<string>();
  const enter = (script: OrderedScript): void => {
    onPath.add(script.id);
    path.push({ script, before: [...script.parents, ...script.dependsOn].reverse() });
  };
  if (!order.has(start.id)) enter(start);
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    const id = last.before.pop();
    const next = id === undefined ? undefined : byId.get(id);
    if (next === undefined) {
      order.set(last.script.id, last.script);
      onPath.delete(last.script.id);
      path.pop();
    } else if (onPath.has(next.id)) {
      const ids = path.map(({ script }) => script.id);
      throw new AlembicCycleError({ revisions: ids.slice(ids.indexOf(next.id)), file: next.file });
    } else if (!order.has(next.id)) {
      enter(next);
    }
  }
}
