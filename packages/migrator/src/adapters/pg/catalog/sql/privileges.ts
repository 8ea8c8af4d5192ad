const grants = (acl: string, owner: string): string => `coalesce((
  select jsonb_agg(line order by line collate "C")
  from (
    select case grantee when 0 then 'PUBLIC' when ${owner} then '<owner>' else quote_ident(pg_get_userbyid(grantee)) end
      || ' ' || privilege_type || case when is_grantable then ' with grant option' else '' end as line
    from aclexplode(${acl})
  ) grants
), '[]')`;

/**
 * Who may do what, as a list of `<grantee> <privilege>`; absent when it is what PostgreSQL grants by default, also when
 * it was granted in so many words. The owner is `<owner>`, so that two databases of different owners compare equal.
 * `type` is a letter of `acldefault`.
 */
export const privileges = (acl: string, type: string, owner: string): string => `
  case when ${acl} is not null then
    nullif(${grants(acl, owner)}, ${grants(`acldefault('${type}', ${owner})`, owner)})
  end`;
