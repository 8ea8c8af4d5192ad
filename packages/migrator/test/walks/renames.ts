import { printRename } from '../../src/schema/rename/rename-flag.ts';
import type { Model } from './model.ts';
import { schemaOf, schemasOf } from './plain-sql.ts';

/** `--rename` for whatever has another name or place and the same key. */
export function renamesOf(before: Model, after: Model): readonly string[] {
  const flags: string[] = [];
  for (const of of schemasOf(before)) {
    const [from = '', to = ''] = [before.schemas[of], after.schemas[of]];
    if (from !== to) flags.push(printRename({ kind: 'schema', from: [from], to: [to] }));
  }
  for (const kind of ['sequence', 'view'] as const) {
    for (const old of before[`${kind}s`]) {
      const now = after[`${kind}s`].find(({ key }) => key === old.key);
      if (now !== undefined && now.name !== old.name)
        flags.push(printRename({ kind, from: ['public', old.name], to: ['public', now.name] }));
    }
  }
  for (const old of before.enums) {
    const now = after.enums.find(({ key }) => key === old.key);
    if (now !== undefined && now.name !== old.name)
      flags.push(printRename({ kind: 'enum', from: ['public', old.name], to: ['public', now.name] }));
    for (const { key, text } of old.values) {
      const is = now?.values.find((each) => each.key === key);
      if (now !== undefined && is !== undefined && is.text !== text)
        flags.push(
          printRename({ kind: 'enum-value', from: ['public', now.name, text], to: ['public', now.name, is.text] }),
        );
    }
  }
  for (const old of before.tables) {
    const now = after.tables.find(({ key }) => key === old.key);
    if (now === undefined) continue;
    // Tables follow their schema, whose rename comes first.
    const from = [schemaOf({ ...before, schemas: after.schemas }, old), old.name] as const;
    const to = [schemaOf(after, now), now.name] as const;
    if (from.join('\0') !== to.join('\0')) flags.push(printRename({ kind: 'table', from, to }));
    for (const column of old.columns) {
      const is = now.columns.find(({ key }) => key === column.key);
      if (is !== undefined && is.name !== column.name)
        flags.push(printRename({ kind: 'column', from: [...to, column.name], to: [...to, is.name] }));
    }
  }
  return flags;
}
