import { named, type ObjectRef } from '../object-ref.ts';
import { child, children, option, type SqlNode, text } from '../sql-node.ts';
import type { Access } from './access.ts';
import { EXTENSION_MEMBERS } from './extension-members.ts';

/** What is known about an extension: the names of its members, or only a type with its own name. */
export interface ExtensionMembers {
  readonly names: readonly Pick<ObjectRef, 'space' | 'name'>[];
  /** False if it may have more members, or members that no statement names. */
  readonly isWhole: boolean;
}

/** The names that are created and dropped with an extension. */
export function extensionMembers(extension: string): ExtensionMembers {
  const known = EXTENSION_MEMBERS[extension];
  if (known === undefined) return { names: [{ space: 'type', name: extension }], isWhole: false };
  const names = known.split(' ').flatMap((word) => {
    const space = SPACES[word.slice(0, 1)];
    return space === undefined ? [] : [{ space, name: word.slice(1) }];
  });
  return { names, isWhole: !known.startsWith('*') };
}

/** By the first letter of an entry. */
const SPACES: Readonly<Record<string, string>> = {
  t: 'type',
  f: 'routine',
  c: 'operator class',
  r: 'relation',
};

/** `CREATE EXTENSION` also creates its members. */
export function createExtensionFootprint(node: SqlNode): readonly Access[] {
  const schema = text(child(child(option(node, 'options', 'schema') ?? {}, 'arg'), 'String'), 'sval');
  const optional = node.if_not_exists === true ? ({ optional: true } as const) : {};
  return extensionMembers(text(node, 'extname')).names.map(({ space, name }) => ({
    does: 'make',
    object: named(space, schema === '' ? [name] : [schema, name]),
    ofExtension: true,
    ...optional,
  }));
}

/** `DROP EXTENSION` also drops its members. */
export function dropExtensionFootprint(node: SqlNode): readonly Access[] {
  if (text(node, 'removeType') !== 'OBJECT_EXTENSION') return [];
  return children(node, 'objects').flatMap((object) =>
    extensionMembers(text(child(object, 'String'), 'sval')).names.map(
      ({ space, name }): Access => ({ does: 'unmake', object: named(space, [name]), ofExtension: true }),
    ),
  );
}
