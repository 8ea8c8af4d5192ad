/** What statements call the kinds of relations that are dropped, renamed and moved as a whole. */
export const WHOLE_RELATIONS: ReadonlySet<string> = new Set([
  ...['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE'],
]);
