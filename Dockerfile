# The newsroom's processes: no shell access needed, no root, nothing written but the folders under /var/lib/newsroom.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MEDIA_ROOT=/var/lib/newsroom/media \
    LAST_KNOWN_GOOD_DIR=/var/lib/newsroom/last-known-good \
    STATIC_ROOT=/srv/newsroom-static

RUN useradd --system --uid 10001 --no-create-home newsroom \
    && install -d -o newsroom -g newsroom /var/lib/newsroom /var/lib/newsroom/media /var/lib/newsroom/last-known-good
WORKDIR /srv/newsroom
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY manage.py ./
COPY newsroom newsroom
COPY releases releases
COPY helpline helpline
# The key is asked for, and used for nothing, while files are collected; the one that signs sessions comes at run time.
RUN SECRET_KEY=only-for-collecting-static-files-while-the-image-is-built-0123456789 \
    python manage.py collectstatic --no-input --verbosity 0

USER newsroom
EXPOSE 8000
# The address is the container's own; docker-compose.yml publishes it to nobody but nginx.
CMD ["gunicorn", "--config", "python:newsroom.gunicorn", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "newsroom.wsgi"]
