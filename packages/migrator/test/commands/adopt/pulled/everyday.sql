create schema auth;
create type auth.role as enum ('admin', 'user', 'it''s');
create type public."Mood" as enum ('sad', 'happy');
create sequence public.order_numbers start 1000 increment 5 cycle maxvalue 9000;
create table auth.users (
  id bigint generated always as identity primary key,
  email text not null constraint one_email unique,
  "displayName" varchar(80) default 'no`name ${x} \ it''s',
  role auth.role not null default 'user',
  tags text[] not null default '{}',
  moods public."Mood"[],
  settings jsonb not null default '{"a": [1, 2]}'::jsonb,
  balance numeric(12, 2) default 0 check (balance >= 0),
  score real, ratio double precision default 1.5,
  born date, wakes time(0) default '07:00', seen timestamptz(3) default now(), made timestamp not null default now(),
  token uuid default gen_random_uuid(),
  code char(3), flags bit(4), ip inet, mac macaddr, place point, doc xml,
  waits interval default '1 day', waits2 interval day to second(2),
  active boolean default true, small smallint default -1,
  lower_email text generated always as (lower(email)) stored,
  "class" integer, "default" integer default 5, "user-agent" text, user_agent text
);
create table public.users (id serial primary key, "order" integer);
create table public.class (
  a integer not null, b integer not null, tenant bigint references auth.users on delete set null on update cascade,
  parent_a integer, parent_b integer,
  constraint class_key primary key (a, b),
  constraint class_parent foreign key (parent_a, parent_b) references public.class (a, b),
  unique nulls not distinct (tenant)
);
create table public.index (id smallserial primary key, number bigint default nextval('public.order_numbers'), _ text);
create table public.left_side (id uuid primary key default gen_random_uuid(), other uuid);
create table public.right_side (id uuid primary key, other uuid references public.left_side on delete cascade);
alter table public.left_side add constraint left_other foreign key (other) references public.right_side;
create index users_seen on auth.users (seen desc nulls last, lower(email));
create index users_made on auth.users (made desc, id) where active and role <> 'admin';
create index users_tags on auth.users using gin (tags);
create index users_pattern on auth.users (email text_pattern_ops);
create unique index users_cover on auth.users (token) include (email);
create unique index users_name on auth.users ((("displayName" || 'x')));
create view public.admins as select id, email, role from auth.users where role = 'admin';
create view public.admin_names with (security_barrier) as select email from public.admins;
create materialized view auth.counts as select role, count(*) as n, array_agg(email) as emails from auth.users group by role;
create index counts_role on auth.counts (role);
alter table public.users enable row level security;
create policy own_rows on public.users for select using (id > 0);
create policy no_writes on public.users as restrictive for insert with check ("order" is not null);
comment on table auth.users is 'people, it''s';
comment on column auth.users.email is 'where to write to';
comment on type auth.role is 'what they may';
comment on schema auth is 'who they are';
