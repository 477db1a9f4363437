FROM node:26-slim
WORKDIR /app
ENV NODE_ENV=production
# The container's own /tmp does not outlive it.
ENV NODE_COMPILE_CACHE=/app/data/compile-cache
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force && mkdir data && chown node:node data
COPY start.ts start-engine.ts doctor.ts ./
COPY src ./src
COPY commands ./commands
COPY tools ./tools
USER node
VOLUME /app/data
STOPSIGNAL SIGTERM
CMD ["node", "--import", "./src/compile-cache.js", "--max-semi-space-size=4", "start.ts"]
