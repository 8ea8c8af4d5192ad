FROM braid-test/base
RUN echo 'postgres:x:70:70:PostgreSQL:/var/lib/postgresql:/bin/sh' >>/etc/passwd \
 && echo 'postgres:x:70:' >>/etc/group \
 && mkdir -p /var/lib/postgresql /run/postgresql \
 && chown -R 70:70 /var/lib/postgresql /run/postgresql
COPY pgsql /opt/pgsql
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
# Volume and data folder are those of the official image of PostgreSQL 18.
ENV PATH=/opt/pgsql/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LD_LIBRARY_PATH=/opt/pgsql/lib \
    LANG=C.UTF-8 \
    PGDATA=/var/lib/postgresql/18/docker
VOLUME /var/lib/postgresql
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
CMD ["postgres"]
