import { printRename } from '../../src/schema/rename/rename-flag.ts';
import type { Model, TableModel } from './model.ts';

/** `--rename` for whatever has another name or place and the same key. */
export function renamesOf(before: Model, after: Model): readonly string[] {
  const flags: string[] = [];
  for (const old of before.enums) {
    const now = after.enums.find(({ key }) => key === old.key);
    if (now !== undefined && now.name !== old.name)
      flags.push(printRename({ kind: 'enum', from: ['public', old.name], to: ['public', now.name] }));
  }
  for (const old of before.tables) {
    const now = after.tables.find(({ key }) => key === old.key);
    if (now === undefined) continue;
    const [from, to] = [placeOf(old), placeOf(now)];
    if (from.join('\0') !== to.join('\0')) flags.push(printRename({ kind: 'table', from, to }));
    for (const column of old.columns) {
      const is = now.columns.find(({ key }) => key === column.key);
      if (is !== undefined && is.name !== column.name)
        flags.push(printRename({ kind: 'column', from: [...to, column.name], to: [...to, is.name] }));
    }
  }
  return flags;
}

function placeOf({ of, name, isInside }: TableModel): readonly [string, string] {
  return [isInside ? `in_${of}` : 'public', name];
}
