import fc from "fast-check";
import { type MaintenanceWindow, staggeredWindows } from "../../constructs";

const days = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

test("PostgreSQL first, Kafka two days later, Kafka Connect two more", () => {
  const time = "10:00:00";
  expect(staggeredWindows()).toEqual({
    postgres: { dayOfWeek: "monday", time },
    kafka: { dayOfWeek: "wednesday", time },
    kafkaConnect: { dayOfWeek: "friday", time },
  });
});

test("whatever the first, no two are on one day or on days beside each other", () => {
  const first: fc.Arbitrary<MaintenanceWindow> = fc.record({
    dayOfWeek: fc.constantFrom(...days),
    time: fc.constantFrom("00:00:00", "23:59:59"),
  });
  fc.assert(
    fc.property(first, (window) => {
      const { postgres, kafka, kafkaConnect } = staggeredWindows(window);
      expect(postgres).toEqual(window);
      const taken = [postgres, kafka, kafkaConnect].map(({ dayOfWeek }) => days.indexOf(dayOfWeek));
      for (const [index, day] of taken.entries()) {
        for (const other of taken.slice(index + 1)) {
          const apart = Math.abs(day - other);
          expect(Math.min(apart, days.length - apart)).toBeGreaterThan(1);
        }
      }
    }),
  );
});
