package io.tentabo.kit.tenancy;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;

/**
 * Creates the pool that Hibernate Reactive and the reactive client share, wrapped so that no transaction can begin
 * without the caller's settings.
 */
@Singleton
@SuppressWarnings("deprecation") // Quarkus' interface for pools is deprecated in Vert.x
public class TenantPoolCreator implements PgPoolCreator {

    @Override
    public Pool create(Input input) {
        Pool pool = PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(input.pgConnectOptionsList().getFirst())
                .using(input.vertx())
                .build();
        return new TenantPool((PgPool) pool);
    }
}
