/** A client that was active this recently still counts as active. */
const LATELY = "interval '2 seconds'";

/**
 * Whether only Braid is active on the server. A session that the role may not look into counts as active. A connection
 * with the name of an application counts as that application's.
 */
export const IS_ALONE = `select current_setting('application_name') like 'braid%' and not exists (select from pg_stat_activity a
where a.datid is not null and coalesce(a.backend_type, 'client backend') = 'client backend'
and a.application_name is distinct from current_setting('application_name')
and (a.state is null or a.state <> 'idle' or a.state_change > clock_timestamp() - ${LATELY}))`;
