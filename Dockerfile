# The image takes the same steps as script/server; Node stays behind in the first stage.

FROM python:3.13-slim-bookworm AS build
WORKDIR /portal
COPY requirements.txt requirements-assets.txt package.json package-lock.json assets.toml ./
COPY script/setup script/lib.sh script/copy_assets.py script/
RUN script/setup
COPY . .
RUN SECRET_KEY=only-for-building .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim-bookworm
ENV PATH="/portal/.venv/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000
WORKDIR /portal
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal var/cache var/media
COPY --from=build /portal/.venv .venv
COPY --from=build /portal/build/vendor build/vendor
COPY . .
COPY --from=build /portal/var/static var/static
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s --retries=3 \
    CMD ["python", "script/healthcheck.py"]
CMD ["python", "-m", "gunicorn", "portal.wsgi"]
