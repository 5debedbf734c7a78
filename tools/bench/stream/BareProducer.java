import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka's own producer and nothing before it: sends the records of a file again and again, and
 * prints how many a second went. The first half is for the compiler.
 *
 * java BareProducer.java PROPERTIES TOPIC RECORDS COUNT
 */
class BareProducer {
  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    try (var in = Files.newInputStream(Path.of(args[0]))) {
      properties.load(in);
    }
    String topic = args[1];
    List<byte[][]> records = read(args[2]);
    int count = Integer.parseInt(args[3]);
    try (var producer = new KafkaProducer<byte[], byte[]>(properties)) {
      send(producer, topic, records, count);
      long started = System.nanoTime();
      send(producer, topic, records, count);
      System.out.println(count * 1e9 / (System.nanoTime() - started));
    }
  }

  static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, List<byte[][]> records, int count) {
    for (int n = 0; n < count; n++) {
      byte[][] record = records.get(n % records.size());
      producer.send(new ProducerRecord<>(topic, record[0], record[1]));
    }
    producer.flush();
  }

  /** Key and value in turn, each after its length. */
  static List<byte[][]> read(String file) throws IOException {
    List<byte[][]> records = new ArrayList<>();
    try (var in = new DataInputStream(new FileInputStream(file))) {
      while (true) {
        records.add(new byte[][] {in.readNBytes(in.readInt()), in.readNBytes(in.readInt())});
      }
    } catch (EOFException end) {
      return records;
    }
  }
}
