/**
 * A snapshot of drizzle-kit 0.31 (version 7) as the entities of drizzle-kit 1.0.
 *
 * @param up drizzle-kit 1.0's own conversion
 */
export function liftSnapshot(snapshot: unknown, up: (state: unknown) => unknown): readonly unknown[] {
  const lifted = up(structuredClone(snapshot));
  const state: unknown = typeof lifted === 'object' && lifted !== null ? Reflect.get(lifted, 'snapshot') : undefined;
  const ddl: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'ddl') : undefined;
  if (!Array.isArray(ddl)) throw new TypeError('drizzle-kit gave no entities for a snapshot of version 7');
  return ddl;
}
