# The product's image. The same lists as `make` uses: requirements/base.txt, assets.txt and system.txt.

# Style sheets, scripts and letter fonts, compiled by the Node that comes as a Python package.
FROM python:3.11-slim-bookworm AS assets
WORKDIR /build
COPY requirements/base.txt requirements/assets.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt -r requirements/assets.txt
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static/ static/
COPY ui/ ui/
RUN npm run --silent build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt requirements/
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.11-slim-bookworm AS runtime
# Debian packages besides, such as a LibreOffice that turns Word documents into pages of the papers.
ARG MORE_PACKAGES=""
COPY requirements/system.txt /tmp/system.txt
RUN apt-get update \
    && grep -v '^#' /tmp/system.txt | xargs apt-get install --yes --no-install-recommends $MORE_PACKAGES \
    && rm -rf /var/lib/apt/lists/* /tmp/system.txt \
    && groupadd --gid 10001 lotus \
    && useradd --uid 10001 --gid lotus --no-create-home --shell /usr/sbin/nologin lotus \
    && install --directory --owner lotus --group lotus /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/lotus-cases
COPY . .
COPY --from=assets /build/static/build static/build
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=lotus_cases.settings.production \
    STATIC_ROOT=/srv/static \
    LOCAL_DIR=/data \
    HOME=/tmp
# Gathering static files reads the settings and asks no server; neither value is used again.
RUN SECRET_KEY=unused DATABASE_URL=postgres://unused@unused/unused python manage.py collectstatic --no-input --verbosity 0
USER lotus
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "docker/healthy.py"]
CMD ["gunicorn", "lotus_cases.wsgi", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm"]
