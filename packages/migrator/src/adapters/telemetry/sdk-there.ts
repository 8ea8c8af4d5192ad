/** Under this `@opentelemetry/api` 1 keeps what an SDK has registered, for all of its copies. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

/**
 * Whether an SDK of OpenTelemetry is active in this process. Where none is, its API does nothing, so it need not be
 * loaded.
 */
export function isSdkThere(): boolean {
  const registered: unknown = Reflect.get(globalThis, REGISTERED);
  return typeof registered === 'object' && registered !== null && ('trace' in registered || 'metrics' in registered);
}
