-- The provider's calls that a session is over, each of which counts once (OpenID Connect Back-Channel Logout 1.0).
create table provider_call (
  digest bytea primary key,
  expires timestamptz not null
);
comment on column provider_call.digest is 'SHA-256 of issuer and jti';
comment on column provider_call.expires is 'when the call is too old to be taken anyway';
create index provider_call_expires on provider_call (expires);
