import { privileges } from './privileges.ts';
import { comment, isMember } from './scope.ts';

/**
 * Functions, procedures, aggregates, and extended statistics. Functions are printed whole, with body, settings, cost
 * and language.
 */
export const ROUTINES = `
select
  case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
  s.name, '', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
  jsonb_build_object(
    'definition', case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end,
    'aggregate', (
      select jsonb_build_object(
        'result', pg_get_function_result(p.oid),
        'kind', g.aggkind, 'directArguments', g.aggnumdirectargs, 'parallel', p.proparallel,
        'transition', g.aggtransfn::regproc::text, 'final', g.aggfinalfn::regproc::text,
        'combine', g.aggcombinefn::regproc::text, 'serialize', g.aggserialfn::regproc::text,
        'deserialize', g.aggdeserialfn::regproc::text, 'moving', g.aggmtransfn::regproc::text,
        'movingInverse', g.aggminvtransfn::regproc::text, 'movingFinal', g.aggmfinalfn::regproc::text,
        'finalExtra', g.aggfinalextra, 'finalModify', g.aggfinalmodify, 'movingFinalExtra', g.aggmfinalextra,
        'movingFinalModify', g.aggmfinalmodify, 'sortOperator', g.aggsortop::regoperator::text,
        'state', format_type(g.aggtranstype, null), 'stateSize', g.aggtransspace,
        'movingState', format_type(nullif(g.aggmtranstype, 0), null), 'movingStateSize', g.aggmtransspace,
        'initial', g.agginitval, 'movingInitial', g.aggminitval
      )
      from pg_aggregate g where g.aggfnoid = p.oid
    ),
    'owner', pg_get_userbyid(p.proowner),
    'privileges', ${privileges('p.proacl', 'f', 'p.proowner')},
    'comment', ${comment('pg_proc', 'p.oid')}
  )
from scope s
join pg_proc p on p.pronamespace = s.oid
where not ${isMember('pg_proc', 'p.oid')}

union all
select 'statistics', s.name, '', x.stxname, jsonb_build_object(
  'definition', pg_get_statisticsobjdef(x.oid),
  'target', nullif(to_jsonb(x) ->> 'stxstattarget', '-1')::integer,
  'owner', pg_get_userbyid(x.stxowner),
  'comment', ${comment('pg_statistic_ext', 'x.oid')}
)
from scope s
join pg_statistic_ext x on x.stxnamespace = s.oid
where not ${isMember('pg_statistic_ext', 'x.oid')}`;
