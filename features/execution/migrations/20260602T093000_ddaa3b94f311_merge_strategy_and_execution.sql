-- revision: ddaa3b94f311
-- revises: 1542b812101b, c352166f718d
-- proof: heads=1542b812101b,c352166f718d; ancestors=0870ef657f68; files=8e797d258af6b7ba2304f0b8e5909ece; catalog=df46b61c31f696e9829cc8d65535f902617e4bf8894e982082b58cc52482b23d; braid=0.1.0; postgres=18.4
-- branch-label: release_2026_06
-- message: merge strategy and execution
-- created: 2026-06-02T09:30:00Z
--
-- For release 2026.06. From here on both slices move together: what follows needs the newest of both. `strategy@head` and `execution@head`
-- are now the same revision.

-- migrate:upgrade

-- migrate:downgrade
