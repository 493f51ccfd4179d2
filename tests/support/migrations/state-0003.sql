-- One row and more in each table, as a database held them after the migrations 0000 to 0003. Never changed: later
-- migrations are rehearsed on it.
insert into "user" (id, name, email, email_verified) values ('u1', 'Ada', 'ada@example.org', true), ('u2', 'Ben', 'ben@example.org', false);
insert into account (id, user_id, account_id, provider_id, password) values ('a1', 'u1', 'u1', 'credential', 'salt:hash');
insert into session (id, user_id, token, expires_at, active_organization_id) values ('s1', 'u1', 'token', '2030-01-01', 'o1');
insert into verification (id, identifier, value, expires_at) values ('v1', 'reset', 'value', '2030-01-01');
insert into jwks (id, public_key, private_key) values ('j1', 'public', 'private');
insert into rate_limit (id, key, count, last_request) values ('r1', '127.0.0.1/sign-in', 3, 1700000000000);
insert into user_profile (id, user_id, locale, preferences) values ('p1', 'u1', 'en', '{"theme":"dark"}');
insert into security_event (id, user_id, action) values ('e1', 'u1', 'session.create');
insert into organization (id, name, slug) values ('o1', 'Northwind', 'northwind'), ('o2', 'Fabrikam', 'fabrikam');
insert into member (id, organization_id, user_id, role) values ('m1', 'o1', 'u1', 'owner'), ('m2', 'o2', 'u2', 'viewer');
insert into invitation (id, organization_id, email, inviter_id, expires_at) values ('i1', 'o1', 'cy@example.org', 'u1', '2030-01-01');
insert into subscription (id, organization_id, plan) values ('b1', 'o1', 'pro'), ('b2', 'o2', 'free');
insert into audit_event (id, organization_id, user_id, action, entity_table, entity_id, event_data)
  values ('n1', 'o1', 'u1', 'repository.create', 'repository', 'g1', '{"name":"orders"}');
insert into repository (id, organization_id, user_id, name, source_kind, url, indexing_status, generation, last_indexed_at)
  values ('g1', 'o1', 'u1', 'orders', 'folder', '/srv/orders', 'completed', 1, '2026-01-01'),
    ('g2', 'o2', 'u2', 'telemetry', 'upload', null, 'queued', 0, null);
insert into upload (id, organization_id, user_id, file_name, size_bytes, received_bytes) values ('l1', 'o2', 'u2', 'telemetry.zip', 4, 4);
insert into upload_part (id, organization_id, upload_id, position, bytes) values ('t1', 'o2', 'l1', 0, '\x01020304');
insert into index_run (id, organization_id, repository_id, user_id, upload_id, status, phase, generation)
  values ('x1', 'o1', 'g1', 'u1', null, 'completed', 'done', 1), ('x2', 'o2', 'g2', 'u2', 'l1', 'queued', 'waiting', 1);
insert into file (id, organization_id, repository_id, path, language, size_bytes, content, content_hash, first_generation)
  values ('f1', 'o1', 'g1', 'src/price-order.ts', 'ts', 40, 'export const priceOrder = () => 1;', 'hash', 1);
insert into document_chunk (id, organization_id, file_id, source_table, source_id, repository_id, language, position, content,
    symbol, start_line, end_line, start_char, end_char, content_hash, first_generation, tsv, word_count, embedding, embedding_model)
  select 'c' || position, 'o1', 'f1', 'file', 'f1', 'g1', 'ts', position, 'export const priceOrder = () => 1;', 'priceOrder', 1, 1, 0, 34,
    'hash' || position, 1, to_tsvector('simple', 'price order'), 2, array_fill(0.1::real, array[1536])::halfvec(1536), 'all-MiniLM-L6-v2'
  from generate_series(0, 2) as position;
insert into chunk_signature (chunk_id, organization_id, bits, repository_id, source_table, source_id, language, embedding_model, first_generation)
  select id, organization_id, repeat('1', 1536)::bit(1536), repository_id, 'file', 'f1', 'ts', embedding_model, 1 from document_chunk;
