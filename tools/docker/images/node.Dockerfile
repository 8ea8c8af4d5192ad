# In the place of node:22-alpine: Node, npm and a shell.
FROM braid-test/base
COPY node /usr/local/bin/
COPY lib /usr/local/lib/node_modules
COPY trusted.pem /etc/ssl/trusted.pem
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s /bin/env /usr/bin/env
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/trusted.pem
