/** Somebody who was at work so lately is at work still. */
const LATELY = "interval '2 seconds'";

/**
 * Whether nobody but Braid is at work on the server. Of sessions that the role may not see nothing is known: they count
 * as at work. A connection that has the name of an application is taken for one of that application.
 */
export const IS_ALONE = `select current_setting('application_name') like 'braid%' and not exists (select from pg_stat_activity a
where a.datid is not null and coalesce(a.backend_type, 'client backend') = 'client backend'
and a.application_name is distinct from current_setting('application_name')
and (a.state is null or a.state <> 'idle' or a.state_change > clock_timestamp() - ${LATELY}))`;
