-- revision: c352166f718d
-- revises: 8ef8031a146c
-- message: create view broker_exposure
-- created: 2026-03-12T12:44:26Z

-- migrate:upgrade
create view broker_exposure as
  select b.id as broker_id, b.code, coalesce(sum(abs(p.quantity) * p.average_price), 0) as exposure
  from brokers b
  left join positions p on p.broker_id = b.id
  group by b.id, b.code;

-- migrate:downgrade
drop view broker_exposure;
