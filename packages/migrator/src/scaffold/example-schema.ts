/** A Drizzle schema with one table, named after the slice. */
export function exampleSchema(label: string): string {
  const table = label.toLowerCase().replace(/\W+/g, '_');
  const words = table.split('_').filter((word) => word !== '');
  const constant = words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  const name = /^[a-z]/.test(constant) && !RESERVED.has(constant) ? constant : `${constant || 'first'}Table`;
  return `import { bigint, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

// The tables of this slice. After a change: migrate revision -m "what changed"
export const ${name} = pgTable('${table}', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
`;
}

/** Labels that cannot be the name of a constant, or that the file imports. */
const RESERVED = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in
instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield
eval arguments bigint text timestamp`.split(/\s+/),
);
