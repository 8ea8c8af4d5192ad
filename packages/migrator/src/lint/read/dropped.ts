import { children, text } from '../../sql-objects/sql-node.ts';
import { nameOf } from '../catalog/apply/define-table.ts';
import type { Subject, Target } from '../rule/subject.ts';

/** The relations in use that a `DROP` of these kinds names. */
export function droppedRelations(subject: Subject, kinds: readonly string[]): readonly Target[] {
  const { kind, node } = subject;
  if (kind !== 'DropStmt' || !kinds.includes(text(node, 'removeType'))) return [];
  return children(node, 'objects').flatMap((object) => {
    const parts = nameOf(object);
    const target = subject.named(parts.at(-2) ?? '', parts.at(-1) ?? '');
    return target === undefined ? [] : [target];
  });
}
