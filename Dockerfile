FROM node:24-slim

WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 DATA_DIR=/data
# Repositories are read with git; it brings curl, which needs the certificate authorities.
RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends git ca-certificates \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund && npm cache clean --force
COPY . .
RUN node --input-type=module -e 'await (await import("/app/cli/install.mjs")).installDependencies(); await (await import("/app/cli/build.mjs")).buildIfChanged()' \
  && mkdir /data && chown -R node:node /data .next

USER node
EXPOSE 3000
CMD ["node", "cli/start.mjs", "--host", "0.0.0.0", "--port", "3000"]
