# Node 26 comes with the image here, so the optional dependencies that carry it elsewhere are left out.
FROM node:26-bookworm-slim AS build
WORKDIR /ledger
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --omit=optional
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 LEDGER_DATA_DIR=/var/lib/ledger
WORKDIR /ledger
COPY --from=build /ledger/package.json /ledger/NOTICE /ledger/LICENSE ./
COPY --from=build /ledger/node_modules node_modules
COPY --from=build /ledger/dist dist
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/ledger
USER node
VOLUME /var/lib/ledger
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/src/main.js"]
