import { mentionsOf } from '../../sql/text/mentions.ts';
import { type EntityOf, ofType, type SchemaEntity } from '../entity/schema-entity.ts';

/** The entities with the views last, each after the views that it reads, whatever the order of exports. */
export function orderViews(entities: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const views = ofType(entities, 'view');
  const byName = new Map<string, EntityOf<'view'>[]>();
  for (const view of views) byName.set(view.name, [...(byName.get(view.name) ?? []), view]);
  const done = new Set<EntityOf<'view'>>();
  const sorted: EntityOf<'view'>[] = [];
  const visit = (view: EntityOf<'view'>): void => {
    if (done.has(view)) return;
    done.add(view);
    for (const name of mentionsOf(view.facts.definition ?? '').names) byName.get(name)?.forEach(visit);
    sorted.push(view);
  };
  for (const view of views) visit(view);
  return [...entities.filter(({ type }) => type !== 'view'), ...sorted];
}

/** The same for dropping: each view before the views that it reads. */
export function orderViewsForDrop(entities: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const ordered = orderViews(entities);
  const views = ordered.filter(({ type }) => type === 'view');
  return [...ordered.slice(0, ordered.length - views.length), ...views.reverse()];
}
