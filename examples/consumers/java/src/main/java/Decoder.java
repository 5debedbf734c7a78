import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** From the bytes of a key or a value to JSON. */
interface Decoder {
  ObjectMapper MAPPER = new ObjectMapper();

  String decode(byte[] bytes) throws IOException;

  static String fromJson(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static JsonNode parsed(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  /** It may be there again in a moment: no fault of the record. */
  class RegistryException extends RuntimeException {
    RegistryException(String message) {
      super(message);
    }
  }

  /** Confluent's wire format: a zero, the schema's number in four bytes, Avro. */
  class Avro implements Decoder {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();
    private final String url;
    private final String login;

    Avro(String url, String username, String password) {
      this.url = url;
      this.login = Base64.getEncoder().encodeToString((username + ":" + password).getBytes());
    }

    @Override
    public String decode(byte[] bytes) throws IOException {
      var buffer = ByteBuffer.wrap(bytes);
      if (bytes.length < 5 || buffer.get() != 0) throw new IOException("it is not in Avro");
      var reader = readers.computeIfAbsent(buffer.getInt(), this::readerOf);
      var binary = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
      return reader.read(null, binary).toString(); // Avro writes a record as JSON
    }

    private GenericDatumReader<Object> readerOf(int id) {
      var request =
          HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id))
              .header("Authorization", "Basic " + login)
              .timeout(Duration.ofSeconds(10))
              .build();
      try {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new RegistryException(
              "the registry answers " + answer.statusCode() + " for schema " + id);
        }
        var schema = MAPPER.readTree(answer.body()).get("schema").asText();
        return new GenericDatumReader<>(new Schema.Parser().parse(schema));
      } catch (IOException error) {
        throw new RegistryException("the registry does not answer: " + error);
      } catch (InterruptedException error) {
        Thread.currentThread().interrupt();
        throw new RegistryException("interrupted");
      }
    }
  }
}
