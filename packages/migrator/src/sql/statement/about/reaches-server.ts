/**
 * Words of statements about what the databases of a server share: roles and their memberships, tablespaces, databases,
 * subscriptions, replication slots, settings; about the server's files; and about extensions, which may make any of
 * them, and other ways out of the database.
 */
const SHARED =
  /\b(?:role|user|group(?!\s+by\b)|grant|revoke|own(?:er|ed)|reassign|authorization|privileges|password|database|tablespace|subscription|system|parameter|extension|program|pg_auth\w*|pg_db_\w+|pg_sh\w+|\w*replication\w*|pg_\w*files?\w*|pg_(?:reload|switch|promote|terminate|cancel)\w*|lo_(?:import|export)|dblink\w*)\b|\b(?:to|from)\s+E?'/i;

/** Whether SQL, or code with SQL in it, may reach beyond its database, judged by its words. */
export function reachesServer(text: string): boolean {
  return SHARED.test(text);
}
