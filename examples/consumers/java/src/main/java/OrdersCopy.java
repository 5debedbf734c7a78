import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a copy of the table public.orders, in any PostgreSQL, from its change events in Kafka. */
public final class OrdersCopy {
  private static final Logger log = LoggerFactory.getLogger(OrdersCopy.class);

  private static final String CREATE_TABLE =
      """
      CREATE TABLE IF NOT EXISTS orders_copy (
        id bigint PRIMARY KEY, name text, amount numeric, updated_at timestamptz,
        more jsonb NOT NULL -- columns that the copy does not have
      )""";

  /**
   * PostgreSQL reads the event itself: no number passes through a double. Of a long value that an update left
   * alone, an event has the placeholder only, and the copy keeps its own.
   */
  private static final String UPSERT =
      """
      INSERT INTO orders_copy AS copy (id, name, amount, updated_at, more)
      SELECT id, name, amount, updated_at, after - '{id,name,amount,updated_at}'::text[]
      FROM (SELECT ?::jsonb -> 'after' AS after) AS event,
        jsonb_to_record(after) AS r (id bigint, name text, amount numeric, updated_at timestamptz)
      ON CONFLICT (id) DO UPDATE SET
        name = CASE EXCLUDED.name WHEN '__debezium_unavailable_value' THEN copy.name ELSE EXCLUDED.name END,
        amount = EXCLUDED.amount,
        updated_at = EXCLUDED.updated_at,
        more = (
          SELECT coalesce(jsonb_object_agg(key, CASE value
            WHEN '"__debezium_unavailable_value"' THEN copy.more -> key ELSE value END), '{}')
          FROM jsonb_each(EXCLUDED.more))""";

  private static final String DELETE =
      """
      DELETE FROM orders_copy USING jsonb_to_record(?::jsonb) AS r (id bigint)
      WHERE orders_copy.id = r.id""";

  private final Map<String, String> env = System.getenv();
  private final Decoder decoder =
      env.containsKey("SCHEMA_REGISTRY_URL")
          ? new Decoder.Avro(
              setting("SCHEMA_REGISTRY_URL"),
              setting("SCHEMA_REGISTRY_USERNAME"),
              setting("SCHEMA_REGISTRY_PASSWORD"))
          : Decoder::fromJson;
  private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerSettings());
  private Connection target;
  private volatile boolean isStopping;

  public static void main(String[] args) {
    try {
      new OrdersCopy().run();
    } catch (PoisonRecord | SQLException | KafkaException | IllegalStateException error) {
      var cause = error.getCause() == null ? "" : ": " + error.getCause().getMessage();
      log.error("ends: {}{}", error.getMessage(), cause);
      Runtime.getRuntime().halt(1);
    }
  }

  private void run() throws SQLException, PoisonRecord {
    var main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main)));
    try (consumer) {
      connect();
      try (var statement = target.createStatement()) {
        statement.execute(CREATE_TABLE);
        target.commit();
      }
      var topics = List.of(setting("KAFKA_TOPICS").split(","));
      consumer.subscribe(topics);
      log.info("reads {}", String.join(", ", topics));
      while (!isStopping) {
        var batch = consumer.poll(Duration.ofSeconds(1));
        if (batch.isEmpty() || !applyAll(batch)) continue;
        // After the transaction: a process that is killed in between applies some changes again, which does no harm.
        consumer.commitSync();
        ConsumerRecord<?, ?> last = null;
        for (var each : batch) last = each;
        log.info("applied {} records, up to {}", batch.count(), at(last));
      }
    } catch (WakeupException ended) {
      // by stop(), while it waited for records
    } finally {
      if (target != null) target.close();
    }
  }

  /** On SIGTERM and SIGINT: the process ends once this has returned. */
  private void stop(Thread main) {
    log.info("ends on a signal");
    isStopping = true;
    consumer.wakeup();
    try {
      main.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }

  /** One transaction. While the database or the registry is away it is tried again. */
  private boolean applyAll(ConsumerRecords<byte[], byte[]> batch) throws PoisonRecord {
    while (!isStopping) {
      try {
        if (target.isClosed()) connect();
        for (var each : batch) apply(each);
        target.commit();
        return true;
      } catch (SQLException | Decoder.RegistryException error) {
        log.warn("tries again in a second: {}", error.getMessage());
        try {
          target.close(); // its transaction goes with it
          Thread.sleep(1_000);
        } catch (SQLException | InterruptedException ignored) {
          // the loop goes on, or ends
        }
      }
    }
    return false;
  }

  private void apply(ConsumerRecord<byte[], byte[]> each) throws SQLException, PoisonRecord {
    if (at(each).equals(env.get("SKIP"))) {
      log.warn("skips {}", at(each));
      return;
    }
    if (each.value() == null) return; // the tombstone after a delete: for Kafka's own compaction
    try {
      var text = decoder.decode(each.value());
      var event = Decoder.parsed(text);
      var op = event.path("op").asText();
      // a message; a heartbeat, a transaction's mark
      if (op.equals("m") || (op.isEmpty() && event.has("ts_ms"))) return;
      if (each.key() == null) throw new IOException("it has no key");
      switch (op) {
        case "r", "c", "u" -> execute(UPSERT, text);
        case "d" -> execute(DELETE, decoder.decode(each.key()));
        default -> throw new IOException("op is " + op);
      }
    } catch (IOException error) {
      throw new PoisonRecord(each, error);
    } catch (SQLException error) {
      // 22 data exception, 23 integrity constraint
      var state = error.getSQLState();
      if (state != null && state.matches("2[23]...")) throw new PoisonRecord(each, error);
      throw error;
    }
  }

  private void execute(String sql, String json) throws SQLException {
    try (var statement = target.prepareStatement(sql)) {
      statement.setString(1, json);
      statement.executeUpdate();
    }
  }

  private void connect() throws SQLException {
    var uri = URI.create(setting("TARGET_URI"));
    var login = uri.getUserInfo().split(":", 2);
    var query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
    var address = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath() + query;
    target = DriverManager.getConnection(address, login[0], login[1]);
    target.setAutoCommit(false);
  }

  private Properties consumerSettings() {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers", setting("KAFKA_BOOTSTRAP_SERVERS"),
            "group.id", setting("KAFKA_GROUP"),
            "session.timeout.ms", "10000", // so soon another takes over from one that was killed
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "isolation.level", "read_committed",
            "key.deserializer", ByteArrayDeserializer.class.getName(),
            "value.deserializer", ByteArrayDeserializer.class.getName()));
    settings.putAll(
        Map.of(
            "security.protocol", "SSL",
            "ssl.truststore.type", "PEM",
            "ssl.truststore.certificates", setting("KAFKA_CA_CERT")));
    if (env.containsKey("KAFKA_ACCESS_CERT")) {
      settings.putAll(
          Map.of(
              "ssl.keystore.type", "PEM",
              "ssl.keystore.certificate.chain", setting("KAFKA_ACCESS_CERT"),
              "ssl.keystore.key", setting("KAFKA_ACCESS_KEY")));
    }
    return settings;
  }

  private String setting(String name) {
    var value = env.get(name);
    if (value == null || value.isEmpty()) throw new IllegalStateException(name + " is not set");
    return value;
  }

  private static String at(ConsumerRecord<?, ?> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  /** A record that will never be applied. To pass over it is a decision of somebody who has looked at it. */
  private static final class PoisonRecord extends Exception {
    PoisonRecord(ConsumerRecord<?, ?> each, Exception reason) {
      super(
          "%s cannot be applied: %s; set SKIP=%s to go on after it"
              .formatted(at(each), reason.getMessage(), at(each)));
    }
  }
}
