package io.tentabo.test.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistentServersTest {

    private static final String PASSWORD = "it's a \\' \"secret\"; --";

    @Test
    void aDatabaseSurvivesARestartAndItsRolesMayBeMadeAgain(@TempDir Path parent) throws SQLException {
        // Given
        Path directory = parent.resolve("postgres");
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            server.address().createDatabase("suite");
            try (Connection superuser = server.address().connect("suite")) {
                ServiceRoles.withPassword("shop", "an old one").applyTo(superuser);
            }
            try (Connection owner = server.address().connect("suite", "shop_owner", "an old one")) {
                execute(owner, "CREATE TABLE things (id int)");
            }
        }

        // When
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            server.address().createDatabase("suite");
            try (Connection superuser = server.address().connect("suite")) {
                ServiceRoles.withPassword("shop", PASSWORD).applyTo(superuser);
            }

            // Then
            try (Connection owner = server.address().connect("suite", "shop_owner", PASSWORD)) {
                execute(owner, "INSERT INTO shop.things VALUES (1)");
            }
            assertThatThrownBy(() -> server.address().connect("suite", "shop_app", "an old one"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            try (Connection app = server.address().connect("suite", "shop_app", PASSWORD)) {
                assertThatThrownBy(() -> execute(app, "SELECT * FROM things")).hasMessageContaining("denied");
                assertThatThrownBy(() -> execute(app, "CREATE TABLE shop.others (id int)"))
                        .hasMessageContaining("denied");
            }
        }
    }

    @Test
    void topicsSurviveARestart(@TempDir Path parent) throws Exception {
        // Given
        Path directory = parent.resolve("kafka");
        try (KafkaBroker broker = KafkaBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
        }

        // When
        Set<String> topics;
        try (KafkaBroker broker = KafkaBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            topics = admin.listTopics().names().get();
        }

        // Then
        assertThat(topics).contains("kept");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
