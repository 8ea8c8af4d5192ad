import type { HealthRule } from '../../rule.ts';

/** Row security without a policy shows no row to anybody but the owner, and policies without it guard nothing. */
export const rowSecurityWithoutPolicy: HealthRule = {
  code: 'row-security-without-policy',
  severity: 'warning',
  find({ tables }) {
    return tables
      .filter(({ rowSecurity, policies }) => rowSecurity !== policies > 0)
      .map(({ schema, name, rowSecurity }) => ({
        object: `table ${schema}.${name}`,
        table: { schema, name },
        severity: rowSecurity ? 'warning' : 'error',
        message: rowSecurity
          ? `Table ${schema}.${name} has row security, but no policy: only its owner sees rows.`
          : `Table ${schema}.${name} has policies, but row security is off: everybody sees all rows.`,
        repair: rowSecurity
          ? 'Declare a policy in the schema file (pgPolicy), then: migrate revision -m "policies"'
          : 'Enable row security in the schema file (pgTable.withRLS), then: migrate revision -m "enable row security"',
      }));
  },
};
