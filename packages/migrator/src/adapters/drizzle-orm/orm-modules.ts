/** The modules of one copy of drizzle-orm, by their specifiers. */
export type OrmModules = Readonly<Record<string, object>>;

/** How names of columns that a schema leaves out are written in the database. */
export type Casing = 'snake_case' | 'camelCase';
