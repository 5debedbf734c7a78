"""Keeps a copy of the table public.orders, in any PostgreSQL, from its change events in Kafka."""

import logging
import os
import signal
import sys
import time

import psycopg
from confluent_kafka import Consumer, KafkaError, KafkaException

from decoders import RegistryError, from_avro, from_json

log = logging.getLogger("orders-copy")

CREATE_TABLE = """
    CREATE TABLE IF NOT EXISTS orders_copy (
      id bigint PRIMARY KEY, name text, amount numeric, updated_at timestamptz,
      more jsonb NOT NULL -- columns that the copy does not have
    )"""
# PostgreSQL reads the event itself: no number passes through a float. Of a long value that an update left
# alone, an event has the placeholder only, and the copy keeps its own.
UPSERT = """
    INSERT INTO orders_copy AS copy (id, name, amount, updated_at, more)
    SELECT id, name, amount, updated_at, after - '{id,name,amount,updated_at}'::text[]
    FROM (SELECT %s::jsonb -> 'after' AS after) AS event,
      jsonb_to_record(after) AS r (id bigint, name text, amount numeric, updated_at timestamptz)
    ON CONFLICT (id) DO UPDATE SET
      name = CASE EXCLUDED.name WHEN '__debezium_unavailable_value' THEN copy.name ELSE EXCLUDED.name END,
      amount = EXCLUDED.amount,
      updated_at = EXCLUDED.updated_at,
      more = (
        SELECT coalesce(jsonb_object_agg(key, CASE value
          WHEN '"__debezium_unavailable_value"' THEN copy.more -> key ELSE value END), '{}')
        FROM jsonb_each(EXCLUDED.more))"""
DELETE = """
    DELETE FROM orders_copy USING jsonb_to_record(%s::jsonb) AS r (id bigint)
    WHERE orders_copy.id = r.id"""
REFUSALS = (KafkaError.TOPIC_AUTHORIZATION_FAILED, KafkaError.GROUP_AUTHORIZATION_FAILED)


class PoisonRecord(Exception):
    """A record that will never be applied. To pass over it is a decision of somebody who has looked at it."""

    def __init__(self, record, reason):
        super().__init__(
            f"{at(record)} cannot be applied: {str(reason).strip()}; set SKIP={at(record)} to go on after it"
        )


class OrdersCopy:
    def __init__(self, env):
        self.skipped = env.get("SKIP")
        self.is_stopping = False
        self.is_connected = False
        self.target_uri = env["TARGET_URI"]
        self.target = psycopg.connect(self.target_uri)
        self.decode = from_json
        if "SCHEMA_REGISTRY_URL" in env:
            names = ("URL", "USERNAME", "PASSWORD")
            self.decode = from_avro(*(env[f"SCHEMA_REGISTRY_{name}"] for name in names))
        self.topics = env["KAFKA_TOPICS"].split(",")
        self.consumer = Consumer(
            {
                "group.id": env["KAFKA_GROUP"],
                "bootstrap.servers": env["KAFKA_BOOTSTRAP_SERVERS"],
                "security.protocol": "ssl",
                "ssl.ca.pem": env["KAFKA_CA_CERT"],
                "ssl.certificate.pem": env.get("KAFKA_ACCESS_CERT", ""),
                "ssl.key.pem": env.get("KAFKA_ACCESS_KEY", ""),
                "session.timeout.ms": 10_000,  # so soon another takes over from one that was killed
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
                "error_cb": self.on_error,
            },
            logger=log,
        )

    def on_error(self, error):
        """A broker that is away is tried again for ever; one that refuses us will do so tomorrow as well."""
        is_refusal = error.code() in (KafkaError._SSL, KafkaError._AUTHENTICATION)
        if not self.is_connected and (is_refusal or "SSL alert" in error.str()):
            raise KafkaException(error)

    def on_assign(self, _consumer, partitions):
        self.is_connected = True
        log.info("reads %s", ", ".join(f"{p.topic}/{p.partition}" for p in partitions) or "nothing")

    def stop(self, number, _frame):
        log.info("ends on %s", signal.Signals(number).name)
        self.is_stopping = True

    def run(self):
        with self.target.transaction():
            self.target.execute(CREATE_TABLE)
        self.consumer.subscribe(self.topics, on_assign=self.on_assign)
        try:
            while not self.is_stopping:
                received = self.consumer.consume(500, timeout=1.0)
                batch = [record for record in received if not self.is_error(record)]
                if batch and self.apply_all(batch):
                    self.commit()
                    log.info("applied %d records, up to %s", len(batch), at(batch[-1]))
        finally:
            self.consumer.close()
            self.target.close()

    def is_error(self, record):
        error = record.error()
        if error is None:
            return False
        if error.fatal() or error.code() in REFUSALS:
            raise KafkaException(error)
        log.warning("goes on after: %s", error.str())
        return True

    def commit(self):
        """After the transaction: a process that is killed in between applies some changes again, which does no harm."""
        try:
            self.consumer.commit(asynchronous=False)
        except KafkaException as error:
            log.warning("commits with the next records: %s", error.args[0].str())

    def apply_all(self, batch):
        """One transaction. While the database or the registry is away it is tried again."""
        while not self.is_stopping:
            try:
                if self.target.closed:
                    self.target = psycopg.connect(self.target_uri)
                with self.target.transaction():
                    for record in batch:
                        self.apply(record)
                return True
            except (psycopg.Error, RegistryError) as error:
                log.warning("tries again in a second: %s", str(error).strip())
                time.sleep(1)
        return False

    def apply(self, record):
        if at(record) == self.skipped:
            log.warning("skips %s", self.skipped)
            return
        if record.value() is None:  # the tombstone after a delete: for Kafka's own compaction
            return
        try:
            event, text = self.decode(record.value())
            op = event.get("op")
            if op == "m" or (op is None and "ts_ms" in event):
                return  # a message; a heartbeat, a transaction's mark
            if record.key() is None:
                raise ValueError("it has no key")
            if op in ("r", "c", "u"):
                self.target.execute(UPSERT, (text,))
            elif op == "d":
                self.target.execute(DELETE, (self.decode(record.key())[1],))
            else:
                raise ValueError(f"op is {op}")
        except (ValueError, TypeError, AttributeError, EOFError, psycopg.DataError, psycopg.IntegrityError) as error:
            raise PoisonRecord(record, error) from error


def at(record):
    return f"{record.topic()}/{record.partition()}/{record.offset()}"


def main():
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    try:
        copy = OrdersCopy(os.environ)
        signal.signal(signal.SIGTERM, copy.stop)
        signal.signal(signal.SIGINT, copy.stop)
        copy.run()
    except KeyError as error:
        sys.exit(f"{error.args[0]} is not set")
    except (KafkaException, PoisonRecord, psycopg.Error) as error:
        reason = error.args[0].str() if isinstance(error, KafkaException) else error
        log.error("ends: %s", reason)
        sys.exit(1)


if __name__ == "__main__":
    main()
