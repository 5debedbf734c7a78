"""From the bytes of a key or a value to what they hold, and to the same as JSON for the database."""

import base64
import io
import json
import struct
import urllib.error
import urllib.request

import fastavro


class RegistryError(Exception):
    """It may be there again in a moment: no fault of the record."""


def from_json(data):
    text = data.decode("utf-8")
    return json.loads(text), text


def from_avro(url, username, password):
    """Confluent's wire format: a zero, the schema's number in four bytes, Avro."""
    login = base64.b64encode(f"{username}:{password}".encode()).decode()
    schemas = {}

    def schema_of(number):
        request = urllib.request.Request(
            f"{url}/schemas/ids/{number}", headers={"Authorization": f"Basic {login}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
        except urllib.error.HTTPError as error:
            raise RegistryError(
                f"the registry answers {error.code} for schema {number}"
            ) from error
        except OSError as error:
            raise RegistryError(f"the registry does not answer: {error}") from error

    def decode(data):
        if len(data) < 5 or data[0] != 0:
            raise ValueError("it is not in Avro")
        (number,) = struct.unpack(">I", data[1:5])
        if number not in schemas:
            schemas[number] = schema_of(number)
        value = fastavro.schemaless_reader(io.BytesIO(data[5:]), schemas[number])
        return value, json.dumps(value)

    return decode
