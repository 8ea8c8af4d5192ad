import { child, children, names, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const securityDefinerSearchPath: LintRule = {
  name: 'security-definer-search-path',
  level: 'warning',
  harm: "A SECURITY DEFINER function without its own search_path uses the caller's: the caller can put their own function or operator first, and run it with the owner's rights.",
  instead: 'SET search_path = pg_catalog, … pg_temp in the definition of the function',
  example: {
    given: '',
    bad: "create function all_users() returns bigint language sql security definer as 'select 1::bigint'",
    good: "create function all_users() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as 'select 1::bigint'",
  },
  find({ kind, node }) {
    if (kind !== 'CreateFunctionStmt') return [];
    const options = children(node, 'options').map((each) => child(each, 'DefElem'));
    const definer = options.find((each) => text(each, 'defname') === 'security');
    const isDefiner = child(child(definer ?? {}, 'arg'), 'Boolean').boolval === true;
    const hasPath = options.some(
      (each) => text(child(child(each, 'arg'), 'VariableSetStmt'), 'name') === 'search_path',
    );
    if (!isDefiner || hasPath) return [];
    const name = names(node, 'funcname').join('.');
    return [{ on: name, message: `${name} runs as its owner, with the search_path of its caller.` }];
  },
};
