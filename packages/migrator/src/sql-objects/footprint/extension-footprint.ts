import { named, type ObjectRef } from '../object-ref.ts';
import { child, children, option, type SqlNode, text } from '../sql-node.ts';
import type { Access } from './access.ts';
import { EXTENSION_MEMBERS } from './extension-members.ts';

/** What is known of an extension: the names that it brings along, or only the type of its own name. */
export interface ExtensionMembers {
  readonly names: readonly Pick<ObjectRef, 'space' | 'name'>[];
  /** False where it may bring along more, or what no statement names. */
  readonly isWhole: boolean;
}

/** The names that come and go with an extension. */
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

/** `CREATE EXTENSION` makes its members, too. */
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

/** `DROP EXTENSION` takes its members along. */
export function dropExtensionFootprint(node: SqlNode): readonly Access[] {
  if (text(node, 'removeType') !== 'OBJECT_EXTENSION') return [];
  return children(node, 'objects').flatMap((object) =>
    extensionMembers(text(child(object, 'String'), 'sval')).names.map(
      ({ space, name }): Access => ({ does: 'unmake', object: named(space, [name]), ofExtension: true }),
    ),
  );
}
