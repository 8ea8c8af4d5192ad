import type { LintRule } from '../../rule/lint-rule.ts';

export const secretLiteral: LintRule = {
  name: 'secret-literal',
  level: 'error',
  harm: 'A password in a revision is in git forever, in the log of the server, and the same in every environment.',
  instead:
    'Create the role without a password and set it where secrets are kept; a data revision can read it from the environment',
  example: {
    given: '',
    bad: "create role app login password 'hunter2'",
    good: 'create role app login',
  },
  find({ facts }) {
    return facts.secrets.length === 0
      ? []
      : [{ on: null, message: 'There is a password or another credential in it.' }];
  },
};
