#!/bin/sh
# Run once by the PostgreSQL image, as the owner: make the role that the product works as. It owns nothing.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --set=password="$LOTUS_APP_PASSWORD" <<'SQL'
CREATE ROLE lotus_app LOGIN PASSWORD :'password';
SQL
