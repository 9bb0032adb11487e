# The live page, made with development's packages; none of them is in the image below.
FROM node:24-bookworm-slim AS page
WORKDIR /app
COPY package.json package-lock.json ./
# A package of our own that stands in for an abandoned one (docs/adr/0008-second-driver.md).
COPY src/ari/ari-client/request-stub ./src/ari/ari-client/request-stub
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY src ./src
COPY web ./web
RUN npx vite build --config web/vite.config.ts

# The controller: Node 24 runs the TypeScript as it is. Also provisions the stack of docker-compose.yml.
FROM node:24-bookworm-slim

# Prompts are spoken by espeak-ng and shaped by sox.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates espeak-ng sox \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 59323 carillon \
  # Asterisk's group: its call records are read, of calls that found no controller.
  && groupadd --gid 59322 asterisk \
  && useradd --uid 59323 --gid 59323 --groups 59322 --home-dir /app --shell /usr/sbin/nologin carillon

WORKDIR /app
COPY package.json package-lock.json ./
COPY src/ari/ari-client/request-stub ./src/ari/ari-client/request-stub
# The packaged Node binaries are for machines whose own Node is older; this image has its own.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY bin ./bin
COPY src ./src
COPY scripts ./scripts
COPY flows ./flows
COPY --from=page /app/web/dist ./web/dist
COPY asterisk-config ./asterisk-config

USER carillon
ENTRYPOINT ["node", "bin/carillon"]
CMD ["serve"]
