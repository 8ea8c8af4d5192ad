/** What a schema is read from: the revisions up to one (or to all heads), or the database of an environment. */
export type SchemaPlace =
  | { readonly kind: 'heads' }
  | { readonly kind: 'revision'; readonly id: string }
  | { readonly kind: 'environment'; readonly name: string };

const ENVIRONMENT = 'environment:';

/** As it is written in addresses of the page: `heads`, `environment:staging`, or the id of a revision. */
export function printPlace(place: SchemaPlace): string {
  if (place.kind === 'heads') return 'heads';
  return place.kind === 'revision' ? place.id : `${ENVIRONMENT}${place.name}`;
}

/** Ids hold no colon, and none is called `heads`. */
export function parsePlace(text: string): SchemaPlace {
  if (text === '' || text === 'heads') return { kind: 'heads' };
  if (text.startsWith(ENVIRONMENT)) return { kind: 'environment', name: text.slice(ENVIRONMENT.length) };
  return { kind: 'revision', id: text };
}
